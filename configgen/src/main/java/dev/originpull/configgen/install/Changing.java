package dev.originpull.configgen.install;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.locate.Located;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a change that has been planned: from the journal's note to the commit, or back. */
record Changing(
        Disk disk,
        Folders folders,
        Planner planner,
        Surroundings surroundings,
        Journal journal,
        History history,
        Reversal reversal,
        Guard guard,
        Clock clock) {
    /** Why a change was rolled back that its watchdog ended. */
    static final String EXPIRED = "the watchdog's time was up before the change was proven";

    Outcome run(Change change, Installer.Plan plan, Baseline before, Turn turn, Progress progress)
            throws IOException, InterruptedException {
        progress.begun(Step.JOURNAL);
        Journal.Noted pending = journal.begin(entry(change, plan, before), plan.edits());
        turn.makes(pending.entry().change());
        progress.done(Step.JOURNAL, pending.folder().toString());
        Attempt attempt = new Attempt(pending, change, before, progress);
        try {
            attempt.run(plan.edits());
        } finally {
            if (!attempt.ended) {
                // A bug, which is told afterwards: nobody knows how far it came.
                takeBack(attempt, turn, "a bug in originpull", progress);
            }
        }
        if (attempt.failure.isEmpty()) {
            attempt.armed.ifPresent(Guard.Armed::disarm);
            return new Outcome.Applied(pending.entry().change());
        }
        Reversal.Ended ended = takeBack(attempt, turn, attempt.failure.get(), progress);
        if (ended.filesAreBack()) {
            attempt.armed.ifPresent(Guard.Armed::disarm);
        }
        return ended.outcome();
    }

    /** The way to the commit, as far as it comes. */
    private final class Attempt implements Progress {
        private final Journal.Noted pending;
        private final Transaction transaction;
        private final Progress progress;
        private final Duration proof;
        private Optional<Guard.Armed> armed = Optional.empty();
        private Optional<String> failure = Optional.empty();
        private Step step = Step.JOURNAL;
        private boolean ended;

        Attempt(Journal.Noted pending, Change change, Baseline before, Progress progress) {
            this.pending = pending;
            this.transaction = new Transaction(disk, surroundings, change, before, this);
            this.progress = progress;
            this.proof = before.proof();
        }

        @Override
        public void report(Event event) {
            step = event.step();
            progress.report(event);
        }

        void run(List<Edit> edits) {
            try {
                begun(Step.GUARD);
                Guard.Armed guarding = guard.arm(pending.entry().change(), proof);
                armed = Optional.of(guarding);
                done(Step.GUARD, guarding.description());
                transaction.run(edits, folders);
                commit();
            } catch (StepFailedException e) {
                failure = Optional.of(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                String message = "a file cannot be written, or a command not run: " + e;
                failed(step, message);
                failure = Optional.of(isExpired() ? EXPIRED : message);
            } catch (InterruptedException e) {
                failure = Optional.of(isExpired() ? EXPIRED : "it was interrupted");
                failed(step, failure.get());
            }
            ended = true;
        }

        private boolean isExpired() {
            return journal.hasExpired(pending.entry().change());
        }

        private void commit() throws IOException {
            begun(Step.COMMIT);
            Journal.Noted applied = journal.commit(pending);
            try {
                history.add(applied.entry(), Journal.now(clock), History.Result.APPLIED);
            } catch (IOException e) {
                note(Step.COMMIT, "the history lacks it until the next change: " + e);
            }
            done(Step.COMMIT, "change " + applied.entry().change());
        }
    }

    private Reversal.Ended takeBack(Attempt attempt, Turn turn, String failure, Progress progress)
            throws InterruptedException {
        turn.takesBack();
        try {
            Optional<Journal.Noted> open = journal.pending();
            if (open.isEmpty()) {
                return new Reversal.Ended(withoutPending(attempt.pending.entry(), failure), true);
            }
            return reversal.takeBack(
                    open.get(),
                    new Reversal.Order(failure, History.Result.UNDONE, !attempt.transaction.reloaded(), false),
                    progress);
        } catch (IOException e) {
            return new Reversal.Ended(
                    new Outcome.Broken(
                            failure,
                            List.of("the journal cannot be read (" + e + "): mend that and run originpull rollback")),
                    false);
        }
    }

    /** Where the commit failed after its rename the change is made, and proven; else somebody has rolled it back meanwhile. */
    private Outcome withoutPending(JournalEntry entry, String failure) throws IOException {
        boolean applied = journal.applied().stream()
                .anyMatch(noted -> noted.entry().change().equals(entry.change()));
        return applied
                ? new Outcome.Applied(entry.change())
                : new Outcome.Undone(failure + "; another process has rolled the change back");
    }

    private JournalEntry entry(Change change, Installer.Plan plan, Baseline before) throws IOException {
        List<JournalEntry.FileNote> files = new ArrayList<>();
        for (int i = 0; i < plan.edits().size(); i++) {
            Edit edit = plan.edits().get(i);
            files.add(Journal.note(i, edit));
        }
        String from = disk.read(folders.fragment(change.hostname()))
                .flatMap(Drift::stage)
                .map(Stage::word)
                .orElse(JournalEntry.NONE);
        return new JournalEntry(
                JournalEntry.VERSION,
                nextNumber(),
                Journal.now(clock),
                change.hostname().name(),
                from,
                change.fragment().isPresent() ? change.stage().word() : JournalEntry.NONE,
                change.who(),
                change.forced(),
                before.located().pidFile().map(Path::toString).orElse(null),
                seen(before),
                files,
                names(change, plan));
    }

    private static List<String> names(Change change, Installer.Plan plan) {
        return Stream.concat(
                        Stream.of(change.hostname().name()),
                        plan.located().companions().stream().map(Located.Bystander::hostname))
                .distinct()
                .toList();
    }

    /** A neighbour that could not be told before is none to compare with afterwards. */
    private static List<JournalEntry.Seen> seen(Baseline before) {
        List<JournalEntry.Seen> seen = new ArrayList<>();
        for (Map<Subject, Question.Answer> each : List.of(before.seen(), before.bystanders())) {
            each.forEach((subject, answer) -> {
                if (answer.tells()) {
                    seen.add(JournalEntry.Seen.of(subject, answer.mode()));
                }
            });
        }
        return seen;
    }

    private String nextNumber() throws IOException {
        return "%06d".formatted(journal.lastNumber(history.all()) + 1);
    }
}
