package dev.originpull.configgen.install;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rolls a change back by what the journal notes of it: without a test that passes, a parser or a network. May be interrupted at any
 * moment and done again.
 *
 * <p>Files first, then the reload, then the probes: nothing that a peer, a neighbour or a name server does can keep the files from being
 * restored.
 */
final class Reversal {
    private final Disk disk;
    private final Journal journal;
    private final History history;
    private final Surroundings surroundings;
    private final Clock clock;
    private final Copies copies;

    Reversal(Disk disk, Journal journal, History history, Surroundings surroundings, Clock clock) {
        this.disk = disk;
        this.journal = journal;
        this.history = history;
        this.surroundings = surroundings;
        this.clock = clock;
        this.copies = new Copies(disk);
    }

    /**
     * Why and how a change is taken back.
     *
     * @param reason what the outcome says
     * @param untouched whether the server is known to have read nothing of the change: then it need not be told where no file
     *     had to be put back
     * @param last whether the change is put aside in the end though the server is not what it was, where the files are: to try
     *     it for ever would keep everybody from everything else
     */
    record Order(String reason, History.Result result, boolean untouched, boolean last) {}

    /** How it ended, and whether the files are what they were. */
    record Ended(Outcome outcome, boolean filesAreBack) {}

    /** Takes back. */
    Ended takeBack(Journal.Noted pending, Order order, Progress progress) throws InterruptedException {
        // Until it is done: an interrupt would end every write to a file at once (ClosedByInterruptException).
        boolean interrupted = Thread.interrupted();
        try {
            List<String> unusable = copies.unusable(pending);
            if (!unusable.isEmpty()) {
                unusable.forEach(each -> progress.failed(Step.RESTORE, each));
                return new Ended(new Outcome.Broken(order.reason(), unusable), false);
            }
            Findings findings = new Findings();
            restore(pending, findings, progress);
            boolean filesAreBack = findings.open.isEmpty();
            if (findings.restored || !order.untouched()) {
                findings.open.addAll(
                        new Restart(surroundings, pending.entry(), neighbours(pending.entry(), order), progress).run());
            }
            return new Ended(close(pending, order, findings, filesAreBack, progress), filesAreBack);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What must not happen for lack of a usable copy; empty where the change can be rolled back. */
    List<String> obstacles(Journal.Noted applied) {
        return copies.unusable(applied);
    }

    /**
     * The neighbours as the journal has them, which have to do the same again after a change that was never committed. After one that
     * was, they may have been changed themselves: how they differ is worth a note, and those that originpull changed since are left out.
     */
    private Restart.Neighbours neighbours(JournalEntry entry, Order order) {
        boolean committed = order.result() == History.Result.ROLLED_BACK;
        return new Restart.Neighbours(!committed, committed ? changedSince(entry.change()) : Set.of());
    }

    private Set<String> changedSince(String change) {
        Set<String> hostnames = new HashSet<>();
        boolean since = false;
        try {
            for (Status.Entry each : history.all()) {
                if (since) {
                    hostnames.add(each.hostname());
                }
                since |= each.change().equals(change);
            }
        } catch (IOException unreadable) {
            // Then a neighbour that originpull changed since gets a note that it need not have.
            return hostnames;
        }
        return hostnames;
    }

    /** What is found on the way back. */
    private static final class Findings {
        /** What is not as it was, a line each. */
        private final List<String> open = new ArrayList<>();
        /** Whether something was said of a file. */
        private boolean told;
        /** Whether a file was put back. */
        private boolean restored;
        /** Whether a file could not be read or written: it has to be tried again. */
        private boolean failed;
        /** Whether somebody else has edited what would have to be put back since. */
        private boolean edited;
    }

    private void restore(Journal.Noted pending, Findings findings, Progress progress) {
        progress.begun(Step.RESTORE);
        for (int i = pending.entry().files().size() - 1; i >= 0; i--) {
            JournalEntry.FileNote file = pending.entry().files().get(i);
            try {
                restore(pending, file, findings, progress);
            } catch (IOException e) {
                findings.failed = true;
                findings.open.add(file.path() + " could not be put back (" + e + "): "
                        + pending.copy(file)
                                .map(copy -> "copy " + copy + " over it")
                                .orElse("delete it")
                        + ", then reload the server");
            }
        }
        if (findings.open.isEmpty()) {
            progress.done(Step.RESTORE, findings.restored || findings.told ? "" : "there was nothing to put back");
        } else {
            findings.open.forEach(each -> progress.failed(Step.RESTORE, each));
        }
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
        Optional<Path> copy = pending.copy(file);
        if (!now.equals(after)) {
            theirs(pending, file, present, findings, progress);
            return;
        }
        put(new Edit(path, present, copy.isPresent() ? disk.read(copy.get()) : Optional.empty()), copy, findings);
    }

    private void put(Edit edit, Optional<Path> model, Findings findings) throws IOException {
        new Replacement(disk).make(List.of(edit), target -> model.orElse(target));
        findings.restored = true;
    }

    /** Of a file that somebody has edited since, our line is ours still; of our own file, nothing is. */
    private void theirs(
            Journal.Noted pending,
            JournalEntry.FileNote file,
            Optional<Bytes> present,
            Findings findings,
            Progress progress)
            throws IOException {
        findings.told = true;
        String edited = file.path() + " was edited since and is kept as it is";
        if (file.hook() == null) {
            findings.edited = true;
            findings.open.add(edited
                    + pending.copy(file)
                            .map(copy -> "; what it was before the change is kept in " + journal.kept(pending) + " ("
                                    + copy.getFileName() + ")")
                            .orElse("; before the change there was none"));
            return;
        }
        if (present.isEmpty()) {
            progress.note(Step.RESTORE, file.path() + " has been deleted since and is not put back");
            return;
        }
        List<Hook> hooks = file.hook().lines().map(Hook::new).toList();
        Optional<Path> copy = pending.copy(file);
        Optional<Bytes> before = copy.isPresent() ? disk.read(copy.get()) : Optional.empty();
        Bytes now = present.get();
        List<Hook> lost = hooks.stream()
                .filter(hook -> before.filter(hook::isIn).isPresent() && !hook.isIn(now))
                .toList();
        List<Hook> added = hooks.stream()
                .filter(hook -> before.filter(hook::isIn).isEmpty() && hook.isIn(now))
                .toList();
        List<String> adopted = Optional.ofNullable(file.adopted()).orElse(List.of());
        boolean adoptedLost = !adopted.isEmpty()
                && (!added.contains(hooks.get(0)) || hooks.get(0).times(now) != adopted.size());
        if (adoptedLost) {
            lost(
                    edited + ": put back into its blocks by hand what was in them before the change ("
                            + String.join(" ", adopted).replace("\n", " ") + "), and take out the line `"
                            + hooks.get(0).line() + "`, then reload the server",
                    findings);
        } else if (!lost.isEmpty()) {
            lost(
                    edited + ": put the line `" + lost.get(0).line() + "` back into it by hand, then reload the server",
                    findings);
        } else if (!added.isEmpty()) {
            Bytes after = now;
            for (Hook hook : added) {
                after = hook.outOf(after, hook.equals(hooks.get(0)) ? adopted : List.of());
            }
            put(new Edit(Path.of(file.path()), present, Optional.of(after)), copy, findings);
            progress.note(
                    Step.RESTORE,
                    edited + ", but for the line `" + added.get(0).line() + "`, which was taken out"
                            + (adopted.isEmpty() ? "" : "; what it had taken the place of is back there"));
        } else {
            progress.note(Step.RESTORE, edited);
        }
    }

    private static void lost(String what, Findings findings) {
        findings.edited = true;
        findings.open.add(what);
    }

    private Outcome close(
            Journal.Noted pending, Order order, Findings findings, boolean filesAreBack, Progress progress) {
        boolean whole = findings.open.isEmpty();
        try {
            history.add(pending.entry(), Journal.now(clock), whole ? order.result() : History.Result.BROKEN);
            if (findings.edited && !findings.failed) {
                journal.keep(pending);
            } else if (whole || order.last() && filesAreBack) {
                journal.forget(pending);
            } else {
                findings.open.add("mend that and run originpull rollback, which tries once more");
            }
            if (!whole && order.last() && filesAreBack) {
                findings.open.add("the files are what they were: mend that, and reload the server");
            }
        } catch (IOException e) {
            progress.failed(Step.RESTORE, "the journal could not be closed: " + e);
            findings.open.add(
                    "the journal could not be closed (" + e + "): make room there and run originpull rollback");
            return new Outcome.Broken(order.reason(), findings.open);
        }
        return whole ? new Outcome.Undone(order.reason()) : new Outcome.Broken(order.reason(), findings.open);
    }
}
