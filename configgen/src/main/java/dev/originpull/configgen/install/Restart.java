package dev.originpull.configgen.install;

import dev.originpull.configgen.catalog.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has the server read what was put back, and sees that it does what it did before the change. */
final class Restart {
    private final Surroundings surroundings;
    private final JournalEntry entry;
    private final List<JournalEntry.Seen> before;
    private final Progress progress;
    private final ServerProcess process;

    /** @param before what everybody shall do in the end */
    Restart(Surroundings surroundings, JournalEntry entry, List<JournalEntry.Seen> before, Progress progress) {
        this.surroundings = surroundings;
        this.entry = entry;
        this.before = List.copyOf(before);
        this.progress = progress;
        this.process = new ServerProcess(Optional.ofNullable(entry.pidFile()).map(Path::of));
    }

    /** Does it; what is not as it was, a line each. */
    List<String> run() throws InterruptedException {
        Workers workers = new Workers(process);
        Surroundings.Told told = reload();
        progress.begun(Step.PROBE_AGAIN);
        boolean refuses = told.complaint().isPresent();
        Map<Subject, Question.Answer> answers = surroundings.askUntil(
                all -> differences(all).isEmpty() && lives() && workers.areSettled() && (refuses || workers.areNew()),
                this::revive,
                hold(told),
                before.stream().map(JournalEntry.Seen::subject).toList(),
                Optional.empty());
        List<String> open = differences(answers);
        if (!lives()) {
            open.add(surroundings.program().title() + " does not run");
        }
        boolean unread = refuses || !workers.areNew();
        if (open.isEmpty() && unread && !shows()) {
            open.add(surroundings.program().title()
                    + " has not read what was put back, and it cannot be seen from outside what it runs");
        }
        tell(told, unread, open);
        told.complaint().filter(complaint -> !open.isEmpty()).ifPresent(open::add);
        return open;
    }

    private void tell(Surroundings.Told told, boolean unread, List<String> open) {
        if (!open.isEmpty()) {
            told.complaint().ifPresent(complaint -> progress.failed(Step.RESTART, complaint));
            open.forEach(each -> progress.failed(Step.PROBE_AGAIN, each));
            return;
        }
        told.complaint().ifPresent(complaint -> progress.note(Step.RESTART, complaint));
        if (unread) {
            progress.note(
                    Step.PROBE_AGAIN,
                    surroundings.program().title()
                            + " has not read what was put back: it runs what it ran before the change");
        }
        progress.done(Step.PROBE_AGAIN, "as before");
    }

    private Surroundings.Told reload() throws InterruptedException {
        progress.begun(Step.RESTART);
        Surroundings.Told told = surroundings.reload(process);
        if (told.complaint().isEmpty()) {
            progress.done(Step.RESTART, told.started() ? "it did not run, and was started" : "");
        }
        return told;
    }

    /**
     * The reload of the change itself may be under way still, so that its workers are new as well, and come before those of what was
     * put back.
     */
    private Duration hold(Surroundings.Told told) {
        Duration twice = told.took().multipliedBy(2);
        Duration least = surroundings.pace().hold();
        return told.complaint().isEmpty() && twice.compareTo(least) > 0 ? twice : least;
    }

    /** Apache takes a moment to die of what it has read, and its children to leave the port. */
    private boolean revive() throws InterruptedException {
        if (!lives()) {
            surroundings.reload(process);
        }
        return true;
    }

    private boolean lives() {
        return process.lives().orElse(true);
    }

    /** Whether an address that had read the change would do something else than before. */
    private boolean shows() {
        String changed = entry.to().equals(JournalEntry.NONE) ? Stage.OFF.word() : entry.to();
        return before.stream()
                .filter(seen -> seen.hostname().equals(entry.hostname()))
                .anyMatch(seen -> !seen.mode().equals(changed));
    }

    private List<String> differences(Map<Subject, Question.Answer> answers) {
        List<String> differences = new ArrayList<>();
        for (JournalEntry.Seen seen : before) {
            Question.Answer answer = answers.get(seen.subject());
            if (answer != null && !answer.mode().equals(seen.mode())) {
                differences.add(
                        seen.subject() + " was " + seen.mode() + " and is " + answer.mode() + ": " + answer.reason());
            }
        }
        return differences;
    }
}
