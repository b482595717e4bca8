package dev.originpull.configgen.install;

import dev.originpull.configgen.locate.Listener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a change back by what the journal notes of it: without a test that passes, a parser or a network. May be interrupted at any
 * moment and done again.
 */
final class Reversal {
    private final Disk disk;
    private final Journal journal;
    private final History history;
    private final Surroundings surroundings;
    private final Clock clock;

    Reversal(Disk disk, Journal journal, History history, Surroundings surroundings, Clock clock) {
        this.disk = disk;
        this.journal = journal;
        this.history = history;
        this.surroundings = surroundings;
        this.clock = clock;
    }

    /**
     * Takes back.
     *
     * @param untouched whether the server is known to have read nothing of the change: then it need not be told where no file
     *     had to be put back
     */
    Outcome takeBack(Journal.Noted pending, String reason, History.Result result, boolean untouched, Progress progress)
            throws InterruptedException {
        // Until it is done: an interrupt would end every write to a file at once (ClosedByInterruptException).
        boolean interrupted = Thread.interrupted();
        try {
            return takeBackUndisturbed(pending, reason, result, untouched, progress);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Outcome takeBackUndisturbed(
            Journal.Noted pending, String reason, History.Result result, boolean untouched, Progress progress)
            throws InterruptedException {
        Findings findings = new Findings();
        progress.begun(Step.RESTORE);
        for (int i = pending.entry().files().size() - 1; i >= 0; i--) {
            JournalEntry.FileNote file = pending.entry().files().get(i);
            try {
                restore(pending, file, findings, progress);
            } catch (IOException e) {
                findings.open.add(file.path() + " could not be put back (" + e + "): "
                        + pending.copy(file)
                                .map(copy -> "copy " + copy + " over it")
                                .orElse("delete it")
                        + ", then reload the server");
            }
        }
        if (findings.open.isEmpty()) {
            progress.done(Step.RESTORE, findings.restored ? "" : "there was nothing to put back");
        } else {
            findings.open.forEach(each -> progress.failed(Step.RESTORE, each));
        }
        if (findings.restored || !untouched) {
            restart(pending.entry(), findings.open, progress);
        }
        return close(pending, reason, result, findings, progress);
    }

    /** What is found on the way back. */
    private static final class Findings {
        /** What is not as it was, a line each. */
        private final List<String> open = new ArrayList<>();
        /** Whether a file was put back. */
        private boolean restored;
        /** Whether somebody else has edited our own file since. */
        private boolean edited;
    }

    private void restore(Journal.Noted pending, JournalEntry.FileNote file, Findings findings, Progress progress)
            throws IOException {
        Path path = Path.of(file.path());
        disk.delete(Replacement.temporary(path));
        Optional<Bytes> present = disk.read(path);
        String now = present.map(Bytes::hash).orElse("");
        String before = file.before() == null ? "" : file.before();
        String after = file.after() == null ? "" : file.after();
        if (now.equals(before)) {
            return;
        }
        if (!now.equals(after)) {
            theirs(pending, file, findings, progress);
            return;
        }
        Optional<Path> copy = pending.copy(file);
        Optional<Bytes> content = copy.isPresent() ? disk.read(copy.get()) : Optional.empty();
        Edit edit = new Edit(path, present, content);
        new Replacement(disk).make(List.of(edit), target -> copy.orElse(target));
        findings.restored = true;
    }

    /** Our line in a file that they edited does nothing without our file; our own file, edited, does what they want. */
    private void theirs(Journal.Noted pending, JournalEntry.FileNote file, Findings findings, Progress progress) {
        String edited = file.path() + " was edited since and is kept as it is";
        if (file.hook() != null) {
            progress.note(Step.RESTORE, edited + "; the line `" + file.hook() + "` may stay or go");
            return;
        }
        findings.edited = true;
        findings.open.add(edited
                + pending.copy(file)
                        .map(copy -> "; before the change it was " + journal.keptCopy(pending, copy))
                        .orElse("; before the change there was none"));
    }

    private void restart(JournalEntry entry, List<String> open, Progress progress) throws InterruptedException {
        progress.begun(Step.RESTART);
        ServerProcess process =
                new ServerProcess(Optional.ofNullable(entry.pidFile()).map(Path::of));
        Optional<String> complaint = surroundings.reload(process);
        complaint.ifPresentOrElse(words -> progress.failed(Step.RESTART, words), () -> progress.done(Step.RESTART, ""));
        if (entry.seen().isEmpty()) {
            complaint.ifPresent(open::add);
            return;
        }
        progress.begun(Step.PROBE_AGAIN);
        List<Listener> addresses = entry.seen().stream()
                .map(seen -> new Listener(seen.address(), seen.port()))
                .toList();
        Map<Listener, Question.Answer> answers = surroundings.askUntil(
                all -> differences(entry, all).isEmpty(),
                revival(process),
                addresses,
                entry.hostname(),
                Optional.empty());
        List<String> differences = differences(entry, answers);
        if (differences.isEmpty()) {
            progress.done(Step.PROBE_AGAIN, "as before");
        } else {
            complaint.ifPresent(open::add);
            differences.forEach(each -> progress.failed(Step.PROBE_AGAIN, each));
            open.addAll(differences);
        }
    }

    /** Starts a server that has died: Apache takes a moment to die of what it has read, and its children to leave the port. */
    private Surroundings.Between revival(ServerProcess process) {
        return () -> {
            if (!process.lives().orElse(true)) {
                surroundings.reload(process);
            }
            return true;
        };
    }

    private static List<String> differences(JournalEntry entry, Map<Listener, Question.Answer> answers) {
        List<String> differences = new ArrayList<>();
        for (JournalEntry.Seen seen : entry.seen()) {
            Listener address = new Listener(seen.address(), seen.port());
            Question.Answer answer = answers.get(address);
            if (answer != null && !answer.mode().equals(seen.mode())) {
                differences.add(address + " was " + seen.mode() + " and is " + answer.mode() + ": " + answer.reason());
            }
        }
        return differences;
    }

    private Outcome close(
            Journal.Noted pending, String reason, History.Result result, Findings findings, Progress progress) {
        boolean whole = findings.open.isEmpty();
        try {
            history.add(pending.entry(), clock.instant().toString(), whole ? result : History.Result.BROKEN);
            if (findings.edited) {
                journal.keep(pending);
            } else if (whole) {
                journal.forget(pending);
            }
        } catch (IOException e) {
            progress.failed(Step.RESTORE, "the journal could not be closed: " + e);
            findings.open.add(
                    "the journal could not be closed (" + e + "): make room there and run originpull rollback");
            return new Outcome.Broken(reason, findings.open);
        }
        return whole ? new Outcome.Undone(reason) : new Outcome.Broken(reason, findings.open);
    }
}
