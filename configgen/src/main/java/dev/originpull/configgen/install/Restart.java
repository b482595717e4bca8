package dev.originpull.configgen.install;

import dev.originpull.configgen.catalog.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Has the server read what was restored, and verifies that it does what it did before the change. */
final class Restart {
    private final Surroundings surroundings;
    private final JournalEntry entry;
    private final Neighbours neighbours;
    private final Progress progress;
    private final ServerProcess process;

    /**
     * What counts of the neighbours.
     *
     * @param compared whether they have to do what they did before; a note says how they differ otherwise
     * @param changed those that are expected to differ
     */
    record Neighbours(boolean compared, Set<String> changed) {
        Neighbours {
            changed = Set.copyOf(changed);
        }
    }

    Restart(Surroundings surroundings, JournalEntry entry, Neighbours neighbours, Progress progress) {
        this.surroundings = surroundings;
        this.entry = entry;
        this.neighbours = neighbours;
        this.progress = progress;
        this.process = new ServerProcess(Optional.ofNullable(entry.pidFile()).map(Path::of));
    }

    /** Does it; what is not as it was, a line each. */
    List<String> run() throws InterruptedException {
        Workers workers = new Workers(process);
        Surroundings.Told told = reload();
        progress.begun(Step.PROBE_AGAIN);
        boolean refuses = told.complaint().isPresent();
        List<JournalEntry.Seen> own = seen(entry.hostname()::equals);
        Map<Subject, Question.Answer> answers = surroundings.askUntil(
                all -> isAsBefore(own, all) && lives() && workers.areSettled() && (refuses || workers.areNew()),
                this::revive,
                hold(told),
                subjects(own),
                Optional.empty());
        List<String> open = new ArrayList<>(differences(own, answers, Restart::isDown));
        open.addAll(neighbours());
        if (!lives()) {
            open.add(surroundings.program().title() + " does not run");
        }
        boolean unread = refuses || !workers.areNew();
        if (open.isEmpty() && unread && !shows(own)) {
            open.add(surroundings.program().title()
                    + " has not read what was put back, and it cannot be seen from outside what it runs");
        }
        tell(told, unread, open);
        undetermined(own, answers, answer -> !isDown(answer)).forEach(each -> progress.note(Step.PROBE_AGAIN, each));
        told.complaint().filter(complaint -> !open.isEmpty()).ifPresent(open::add);
        return open;
    }

    /** The neighbours that differ and must not, a line each; what else is seen of them is worth a note. */
    private List<String> neighbours() throws InterruptedException {
        List<JournalEntry.Seen> others = seen(hostname ->
                !hostname.equals(entry.hostname()) && !neighbours.changed().contains(hostname));
        if (others.isEmpty()) {
            return List.of();
        }
        Map<Subject, Question.Answer> answers = surroundings.askUntil(
                all -> differences(others, all, Question.Answer::tells).isEmpty(),
                () -> neighbours.compared() && revive(),
                Duration.ZERO,
                subjects(others),
                Optional.empty());
        List<String> differences = differences(others, answers, Question.Answer::tells);
        List<String> notes = new ArrayList<>(undetermined(others, answers, answer -> !answer.tells()));
        if (!neighbours.compared()) {
            differences.forEach(each -> notes.add(each + " (the rollback does not depend on it)"));
        }
        notes.forEach(each -> progress.note(Step.PROBE_AGAIN, each));
        return neighbours.compared() ? differences : List.of();
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
    private boolean shows(List<JournalEntry.Seen> own) {
        String changed = entry.to().equals(JournalEntry.NONE) ? Stage.OFF.word() : entry.to();
        return own.stream().anyMatch(seen -> !seen.mode().equals(changed));
    }

    private List<JournalEntry.Seen> seen(Predicate<String> hostname) {
        return entry.seen().stream()
                .filter(seen -> hostname.test(seen.hostname()))
                .toList();
    }

    private static List<Subject> subjects(List<JournalEntry.Seen> seen) {
        return seen.stream().map(JournalEntry.Seen::subject).toList();
    }

    private static boolean isAsBefore(List<JournalEntry.Seen> before, Map<Subject, Question.Answer> answers) {
        return differences(before, answers, answer -> true).isEmpty();
    }

    /** An address that answers no more is a difference; one whose answer shows nothing, as without a leaf, is none. */
    private static boolean isDown(Question.Answer answer) {
        return answer.tells() || answer.mode().equals("unreachable");
    }

    private static List<String> differences(
            List<JournalEntry.Seen> before, Map<Subject, Question.Answer> answers, Predicate<Question.Answer> counts) {
        List<String> differences = new ArrayList<>();
        for (JournalEntry.Seen seen : before) {
            Question.Answer answer = answers.get(seen.subject());
            if (answer != null && counts.test(answer) && !answer.mode().equals(seen.mode())) {
                differences.add(
                        seen.subject() + " was " + seen.mode() + " and is " + answer.mode() + ": " + answer.reason());
            }
        }
        return differences;
    }

    private static List<String> undetermined(
            List<JournalEntry.Seen> before, Map<Subject, Question.Answer> answers, Predicate<Question.Answer> counts) {
        List<String> notes = new ArrayList<>();
        for (JournalEntry.Seen seen : before) {
            Question.Answer answer = answers.get(seen.subject());
            if (answer != null && counts.test(answer)) {
                notes.add(seen.subject() + " was " + seen.mode() + " before the change and cannot be verified: it is "
                        + answer.mode() + ": " + answer.reason());
            }
        }
        return notes;
    }
}
