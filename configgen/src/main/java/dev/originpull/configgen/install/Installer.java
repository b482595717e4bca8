package dev.originpull.configgen.install;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Located;
import dev.originpull.configgen.locate.Locator;
import dev.originpull.configgen.render.Hostname;
import dev.originpull.configgen.run.Ran;
import dev.originpull.configgen.run.ServerProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Changes the configuration of the web server on this host, and takes changes back. One at a time on a host: a lock in the state folder
 * sees to that.
 *
 * <p>A change is noted in the journal before it is made, with copies of the files as they were. Whatever breaks in between, a power cut
 * included: whoever comes next takes it back.
 */
public final class Installer {
    private final Folders folders;
    private final Disk disk;
    private final Guard guard;
    private final Clock clock;
    private final Locator locator;
    private final Surroundings surroundings;
    private final Journal journal;
    private final History history;
    private final Reversal reversal;

    public Installer(
            ServerProgram program,
            Locator locator,
            Folders folders,
            Disk disk,
            Question question,
            Guard guard,
            Clock clock) {
        this(program, locator, folders, disk, question, guard, clock, Pace.USUAL);
    }

    public Installer(
            ServerProgram program,
            Locator locator,
            Folders folders,
            Disk disk,
            Question question,
            Guard guard,
            Clock clock,
            Pace pace) {
        this.folders = folders;
        this.disk = disk;
        this.guard = guard;
        this.clock = clock;
        this.locator = locator;
        this.surroundings = new Surroundings(program, question, pace);
        this.journal = new Journal(disk, folders.state());
        this.history = new History(disk, folders.state());
        this.reversal = new Reversal(disk, journal, history, surroundings, clock);
    }

    /** What a change would do. */
    public record Plan(Located located, List<Edit> edits) {
        public Plan {
            edits = List.copyOf(edits);
        }
    }

    /** Works out a change and makes none of it. */
    public Plan plan(Change change) throws LocateException, IOException, InterruptedException {
        Hook hook = new Hook(hookLine(change.hostname()));
        Located located = locator.locate(change.hostname(), hook.line());
        Path fragment = folders.fragment(change.hostname());
        List<Edit> edits = new ArrayList<>();
        edits.add(new Edit(fragment, disk.read(fragment), change.fragment().map(Bytes::of)));
        Map<Path, List<Block>> byFile = new LinkedHashMap<>();
        for (Block block : located.blocks()) {
            byFile.computeIfAbsent(block.file(), file -> new ArrayList<>()).add(block);
        }
        for (Map.Entry<Path, List<Block>> file : byFile.entrySet()) {
            Bytes before = disk.read(file.getKey())
                    .orElseThrow(() -> new IOException(file.getKey() + " has gone while it was read"));
            Bytes after = change.fragment().isPresent() ? hook.into(before, file.getValue()) : hook.outOf(before);
            edits.add(new Edit(file.getKey(), Optional.of(before), Optional.of(after)));
        }
        edits.removeIf(edit -> edit.before().equals(edit.after()));
        return new Plan(located, edits);
    }

    /**
     * Makes a change, proves it, or takes it back. A change that was interrupted before is taken back first.
     *
     * @throws LocateException where it cannot be told whom to change; nothing was changed then
     */
    public Outcome apply(Change change, Gates gates, Progress progress) throws LocateException, InterruptedException {
        try (Held held = hold(progress)) {
            if (held.obstacle().isPresent()) {
                return held.obstacle().get();
            }
            return applyLocked(change, gates, progress);
        } catch (IOException e) {
            return unusable(e);
        }
    }

    /** Takes the last change back, of one hostname or of all; needs no passing test, no parser, no network. */
    public Outcome rollback(Optional<Hostname> hostname, String who, Progress progress) throws InterruptedException {
        try (Held held = hold(progress)) {
            if (held.obstacle().isPresent()) {
                return held.obstacle().get();
            }
            if (held.recovered().isPresent()
                    && hostname.map(Hostname::name)
                            .map(held.recovered().get()::equals)
                            .orElse(true)) {
                return new Outcome.Undone("the change that was interrupted has been taken back");
            }
            List<Journal.Noted> applied = new ArrayList<>(journal.applied());
            applied.removeIf(noted -> hostname.isPresent()
                    && !noted.entry().hostname().equals(hostname.get().name()));
            if (applied.isEmpty()) {
                return new Outcome.Refused("there is no change"
                        + hostname.map(name -> " of " + name).orElse("") + " to take back");
            }
            Journal.Noted last = applied.get(applied.size() - 1);
            JournalEntry entry = last.entry();
            Journal.Noted pending = journal.reopen(last);
            return reversal.takeBack(
                    pending,
                    entry.hostname() + ": " + entry.to() + " -> " + entry.from() + ", taken back by " + who,
                    History.Result.ROLLED_BACK,
                    false,
                    progress);
        } catch (IOException e) {
            return unusable(e);
        }
    }

    /** Takes back a change that was interrupted; empty where there is none. */
    public Optional<Outcome> recover(Progress progress) throws InterruptedException {
        try {
            if (journal.pending().isEmpty()) {
                return Optional.empty();
            }
            try (Held held = hold(progress)) {
                return held.obstacle()
                        .or(() ->
                                Optional.of(new Outcome.Undone("the change that was interrupted has been taken back")));
            }
        } catch (IOException e) {
            return Optional.of(unusable(e));
        }
    }

    /** The number of the change that is under way, or was when its process died. */
    public Optional<String> pending() throws IOException {
        return journal.pending().map(noted -> noted.entry().change());
    }

    /** What the files say of a hostname. */
    public Status status(Hostname hostname) throws IOException {
        Optional<Bytes> fragment = disk.read(folders.fragment(hostname));
        List<String> drift = new ArrayList<>();
        Optional<Journal.Noted> last = Optional.empty();
        for (Journal.Noted noted : journal.applied()) {
            last = noted.entry().hostname().equals(hostname.name()) ? Optional.of(noted) : last;
        }
        last.ifPresent(noted -> drift.addAll(Drift.of(noted.entry(), folders.fragment(hostname), fragment)));
        Optional<Status.Entry> change = Optional.empty();
        for (Status.Entry entry : history.all()) {
            change = entry.hostname().equals(hostname.name()) ? Optional.of(entry) : change;
        }
        Optional<Status.Entry> pending = journal.pending()
                .map(Journal.Noted::entry)
                .filter(entry -> entry.hostname().equals(hostname.name()))
                .map(entry -> entry.asHistory("pending"));
        return new Status(hostname.name(), fragment.flatMap(Drift::stage), drift, change, pending);
    }

    /** The hostnames that there is a change of, in alphabetical order. */
    public List<String> hostnames() throws IOException {
        return history.all().stream()
                .map(Status.Entry::hostname)
                .distinct()
                .sorted()
                .toList();
    }

    /** The line that takes up the hostname's file: where it is in the blocks, only our file changes. */
    public String hookLine(Hostname hostname) {
        return surroundings
                .program()
                .driving()
                .hook()
                .replace("{folder}", folders.fragments().toString())
                .replace("{hostname}", hostname.name());
    }

    /**
     * The lock, and what came of taking it.
     *
     * @param obstacle why nothing can be done
     * @param recovered the hostname of the change that had been interrupted and has been taken back
     */
    private record Held(Optional<HostLock> lock, Optional<Outcome> obstacle, Optional<String> recovered)
            implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (lock.isPresent()) {
                lock.get().close();
            }
        }
    }

    private Held hold(Progress progress) throws IOException, InterruptedException {
        progress.begun(Step.LOCK);
        disk.createFolder(folders.state());
        Optional<HostLock> lock = HostLock.take(folders.state());
        if (lock.isEmpty()) {
            String reason = "another originpull is at work here"
                    + HostLock.holder(folders.state())
                            .map(pid -> " (process " + pid + ")")
                            .orElse("")
                    + ": wait for it to end";
            progress.failed(Step.LOCK, reason);
            return new Held(Optional.empty(), Optional.of(new Outcome.Refused(reason)), Optional.empty());
        }
        boolean kept = false;
        try {
            progress.done(Step.LOCK, "");
            Optional<Journal.Noted> pending = journal.pending();
            Optional<Outcome> obstacle = Optional.empty();
            if (pending.isPresent()) {
                obstacle = Optional.of(recoverLocked(pending.get(), progress)).filter(Outcome.Broken.class::isInstance);
            }
            kept = true;
            return new Held(lock, obstacle, pending.map(noted -> noted.entry().hostname()));
        } finally {
            if (!kept) {
                lock.get().close();
            }
        }
    }

    private Outcome recoverLocked(Journal.Noted pending, Progress progress) throws IOException, InterruptedException {
        JournalEntry entry = pending.entry();
        progress.note(
                Step.RECOVER,
                "a change of " + entry.hostname() + " (" + entry.from() + " -> " + entry.to() + ", " + entry.at()
                        + ") was interrupted: it is taken back");
        boolean wasApplied =
                history.all().stream().anyMatch(each -> each.change().equals(entry.change()));
        return reversal.takeBack(
                pending,
                "an interrupted change of " + entry.hostname(),
                wasApplied ? History.Result.ROLLED_BACK : History.Result.UNDONE,
                false,
                progress);
    }

    private Outcome applyLocked(Change change, Gates gates, Progress progress)
            throws LocateException, IOException, InterruptedException {
        progress.begun(Step.LOCATE);
        Plan plan;
        try {
            plan = plan(change);
        } catch (LocateException e) {
            progress.failed(Step.LOCATE, String.valueOf(e.getMessage()));
            throw e;
        }
        progress.done(Step.LOCATE, places(plan.located()));
        progress.begun(Step.BASELINE);
        Ran test = surroundings.program().test();
        if (!test.succeeded()) {
            return refused(Step.BASELINE, "the configuration is broken already: " + test.complaint(), progress);
        }
        ServerProcess process = new ServerProcess(plan.located().pidFile());
        if (!process.lives().orElse(true)) {
            return refused(
                    Step.BASELINE,
                    surroundings.program().title() + " does not run: start it first; "
                            + process.pidFile().get() + " names no process that lives",
                    progress);
        }
        Transaction.Baseline before = baseline(change, plan, test);
        for (Map.Entry<Listener, Question.Answer> each : before.seen().entrySet()) {
            if (!each.getValue().tells()) {
                return refused(
                        Step.BASELINE,
                        each.getKey() + " is " + each.getValue().mode() + ", so that no change could be proven there: "
                                + each.getValue().reason(),
                        progress);
            }
        }
        progress.done(Step.BASELINE, Transaction.modes(before.seen()));
        Optional<String> refusal = gates.refusal(plan.located(), before.seen(), progress);
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        boolean there = before.seen().values().stream().allMatch(answer -> answer.shows(change.stage()));
        if (plan.edits().isEmpty() && there) {
            return new Outcome.Unchanged("it is " + change.stage() + " already, on disk and as probed");
        }
        return change(change, plan, before, progress);
    }

    private Transaction.Baseline baseline(Change change, Plan plan, Ran test) throws InterruptedException {
        Set<Listener> addresses = new LinkedHashSet<>();
        plan.located().listeners().forEach(listener -> addresses.add(listener.fromHere()));
        addresses.addAll(change.addresses());
        Map<Listener, Question.Answer> seen =
                surroundings.ask(List.copyOf(addresses), change.hostname().name(), Optional.empty());
        Map<Located.Bystander, Question.Answer> bystanders = new LinkedHashMap<>();
        for (Located.Bystander each : plan.located().bystanders()) {
            bystanders.put(
                    each, surroundings.question().ask(each.listener().fromHere(), each.hostname(), Optional.empty()));
        }
        return new Transaction.Baseline(plan.located(), test, seen, bystanders);
    }

    private Outcome change(Change change, Plan plan, Transaction.Baseline before, Progress progress)
            throws IOException, InterruptedException {
        progress.begun(Step.JOURNAL);
        Journal.Noted pending = journal.begin(entry(change, plan, before), plan.edits());
        progress.done(Step.JOURNAL, pending.folder().toString());
        Transaction transaction = new Transaction(disk, surroundings, change, before, progress);
        Attempt attempt = new Attempt();
        try {
            attempt.run(pending, transaction, plan, progress);
        } finally {
            if (!attempt.ended) {
                // A bug, which is told afterwards: nobody knows how far it came.
                takeBackAfter(pending, transaction, "a bug in originpull", progress);
            }
        }
        Outcome outcome = attempt.failure.isEmpty()
                ? new Outcome.Applied(pending.entry().change())
                : takeBackAfter(pending, transaction, attempt.failure.get(), progress);
        if (!(outcome instanceof Outcome.Broken)) {
            attempt.armed.ifPresent(Guard.Armed::disarm);
        }
        return outcome;
    }

    /** The way from the journal's note to the commit, as far as it comes. */
    private final class Attempt {
        private Optional<Guard.Armed> armed = Optional.empty();
        private Optional<String> failure = Optional.empty();
        private boolean ended;

        void run(Journal.Noted pending, Transaction transaction, Plan plan, Progress progress) {
            try {
                progress.begun(Step.GUARD);
                Guard.Armed guarding = guard.arm(pending.entry().change());
                armed = Optional.of(guarding);
                progress.done(Step.GUARD, guarding.description());
                transaction.run(plan.edits(), folders);
                commit(pending, progress);
            } catch (StepFailedException e) {
                failure = Optional.of(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                String message = "a file cannot be written, or a command not run: " + e;
                progress.failed(Step.WRITE, message);
                failure = Optional.of(message);
            } catch (InterruptedException e) {
                failure = Optional.of("it was interrupted");
            }
            ended = true;
        }
    }

    private void commit(Journal.Noted pending, Progress progress) throws IOException {
        progress.begun(Step.COMMIT);
        Journal.Noted applied = journal.commit(pending);
        history.add(applied.entry(), clock.instant().toString(), History.Result.APPLIED);
        progress.done(Step.COMMIT, "change " + applied.entry().change());
    }

    private Outcome takeBackAfter(Journal.Noted pending, Transaction transaction, String failure, Progress progress)
            throws InterruptedException {
        try {
            Optional<Journal.Noted> open = journal.pending();
            // Where the commit failed after its rename the change is made, and proven.
            return open.isEmpty()
                    ? new Outcome.Applied(pending.entry().change())
                    : reversal.takeBack(open.get(), failure, History.Result.UNDONE, !transaction.reloaded(), progress);
        } catch (IOException e) {
            return new Outcome.Broken(
                    failure, List.of("the journal cannot be read (" + e + "): mend that and run originpull rollback"));
        }
    }

    private JournalEntry entry(Change change, Plan plan, Transaction.Baseline before) throws IOException {
        List<JournalEntry.Seen> seen = before.seen().entrySet().stream()
                .map(each -> new JournalEntry.Seen(
                        each.getKey().address(),
                        each.getKey().port(),
                        each.getValue().mode()))
                .toList();
        List<JournalEntry.FileNote> files = new ArrayList<>();
        for (int i = 0; i < plan.edits().size(); i++) {
            Edit edit = plan.edits().get(i);
            boolean own = edit.file().equals(folders.fragment(change.hostname()));
            files.add(Journal.note(i, edit, own ? Optional.empty() : Optional.of(hookLine(change.hostname()))));
        }
        String from = disk.read(folders.fragment(change.hostname()))
                .flatMap(Drift::stage)
                .map(Stage::word)
                .orElse(JournalEntry.NONE);
        return new JournalEntry(
                JournalEntry.VERSION,
                nextNumber(),
                clock.instant().toString(),
                change.hostname().name(),
                from,
                change.fragment().isPresent() ? change.stage().word() : JournalEntry.NONE,
                change.who(),
                change.forced(),
                before.located().pidFile().map(Path::toString).orElse(null),
                seen,
                files);
    }

    private String nextNumber() throws IOException {
        int last = 0;
        for (Journal.Noted noted : journal.applied()) {
            last = Math.max(last, Integer.parseInt(noted.entry().change()));
        }
        for (Status.Entry entry : history.all()) {
            last = Math.max(last, Integer.parseInt(entry.change()));
        }
        return "%06d".formatted(last + 1);
    }

    private static String places(Located located) {
        return String.join(
                ", ",
                located.blocks().stream()
                        .map(block -> block.place() + " "
                                + block.listeners().stream()
                                        .map(Listener::toString)
                                        .toList())
                        .toList());
    }

    private static Outcome refused(Step step, String reason, Progress progress) {
        progress.failed(step, reason);
        return new Outcome.Refused(reason);
    }

    private Outcome unusable(IOException e) {
        return new Outcome.Refused("the folders " + folders.state() + " and " + folders.fragments()
                + " have to be readable and writable, and the server's program has to be there (" + e
                + "): run it as root, or look at server: in the configuration");
    }
}
