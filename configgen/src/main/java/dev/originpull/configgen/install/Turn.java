package dev.originpull.configgen.install;

import java.io.IOException;
import java.util.Optional;

/**
 * One's turn at this host: the lock, and what came of taking it.
 *
 * @param lock empty where somebody else has it
 * @param obstacle why nothing can be done
 * @param recovered the hostname of a change that had been interrupted and has been taken back; what could not be is an obstacle
 */
record Turn(Optional<HostLock> lock, Optional<Outcome> obstacle, Optional<String> recovered) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        if (lock.isPresent()) {
            lock.get().close();
        }
    }

    /** Makes a change known to whoever guards it. */
    void makes(String change) {
        lock.ifPresent(held -> held.note(change));
    }

    /** From now on the change is taken back here: its guard is to wait for that. */
    void takesBack() {
        lock.ifPresent(held -> held.note(""));
    }

    /** Gives turns. */
    record Queue(Disk disk, Folders folders, Journal journal, History history, Reversal reversal) {
        /**
         * Takes the lock, and takes back what was interrupted.
         *
         * @param last whether what cannot be taken back whole at the second try either is put aside, where the files are what they
         *     were
         */
        Turn take(boolean last, Progress progress) throws IOException, InterruptedException {
            progress.begun(Step.LOCK);
            disk.createFolder(folders.state());
            Optional<HostLock> lock = HostLock.take(folders.state());
            if (lock.isEmpty()) {
                String reason = "another originpull is at work here"
                        + HostLock.holder(folders.state())
                                .map(holder -> " (process " + holder.process() + ")")
                                .orElse("")
                        + ": wait for it to end";
                progress.failed(Step.LOCK, reason);
                return new Turn(Optional.empty(), Optional.of(new Outcome.Refused(reason)), Optional.empty());
            }
            boolean kept = false;
            try {
                progress.done(Step.LOCK, "");
                complete(progress);
                Optional<Journal.Noted> pending = journal.pending();
                Turn turn = pending.isPresent()
                        ? recovered(lock.get(), pending.get(), last, progress)
                        : new Turn(lock, Optional.empty(), Optional.empty());
                kept = true;
                return turn;
            } finally {
                if (!kept) {
                    lock.get().close();
                }
            }
        }

        /** Neither a full disk nor the broken note of another change is a reason not to roll this one back. */
        private void complete(Progress progress) {
            try {
                history.complete(journal.applied());
            } catch (IOException e) {
                progress.note(Step.LOCK, "the history lacks a change and cannot be completed: " + e);
            }
        }

        private Turn recovered(HostLock lock, Journal.Noted pending, boolean last, Progress progress)
                throws IOException, InterruptedException {
            JournalEntry entry = pending.entry();
            progress.note(
                    Step.RECOVER,
                    "a change of " + entry.hostname() + " (" + entry.from() + " -> " + entry.to() + ", " + entry.at()
                            + ") was interrupted: rolling it back");
            Reversal.Ended ended = reversal.takeBack(
                    pending,
                    new Reversal.Order(
                            "an interrupted change of " + entry.hostname(),
                            history.hasApplied(entry.change()) ? History.Result.ROLLED_BACK : History.Result.UNDONE,
                            false,
                            last && history.hasBroken(entry.change())),
                    progress);
            // Whoever asks now has to know; where it is put aside, the next command goes on.
            return ended.outcome() instanceof Outcome.Broken
                    ? new Turn(Optional.of(lock), Optional.of(ended.outcome()), Optional.empty())
                    : new Turn(Optional.of(lock), Optional.empty(), Optional.of(entry.hostname()));
        }
    }
}
