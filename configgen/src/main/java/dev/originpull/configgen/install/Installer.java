package dev.originpull.configgen.install;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Located;
import dev.originpull.configgen.locate.Locator;
import dev.originpull.configgen.render.Hostname;
import dev.originpull.configgen.run.ServerProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes the configuration of the web server on this host, and takes changes back. One at a time on a host: a lock in the state folder
 * sees to that.
 *
 * <p>A change is noted in the journal before it is made, with copies of the files as they were. Whatever breaks in between, a power cut
 * included: whoever comes next takes it back.
 */
public final class Installer {
    private static final Outcome RECOVERED = new Outcome.Undone("the interrupted change");

    private final Folders folders;
    private final Disk disk;
    private final Guard guard;
    private final Planner planner;
    private final Surroundings surroundings;
    private final Journal journal;
    private final History history;
    private final Reversal reversal;
    private final Changing changing;
    private final Turn.Queue queue;

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
        this.planner = new Planner(
                locator,
                disk,
                folders,
                program.driving().hook(),
                program.driving().outerHook());
        this.surroundings = new Surroundings(program, question, pace);
        this.journal = new Journal(disk, folders.state());
        this.history = new History(disk, folders.state());
        this.reversal = new Reversal(disk, journal, history, surroundings, clock);
        this.changing = new Changing(disk, folders, planner, surroundings, journal, history, reversal, guard, clock);
        this.queue = new Turn.Queue(disk, folders, journal, history, reversal);
    }

    /**
     * What a change would do.
     *
     * @param said what there is to know of it, half a sentence each
     */
    public record Plan(Located located, List<Edit> edits, List<String> said) {
        public Plan {
            edits = List.copyOf(edits);
            said = List.copyOf(said);
        }
    }

    /**
     * What a change would do, and whether it would be made.
     *
     * @param refusal why not
     */
    public record Preview(Plan plan, Optional<String> refusal) {}

    /** Works out a change, looks whether it may be made, and touches nothing. */
    public Preview preview(Change change, Gates gates, Progress progress)
            throws LocateException, IOException, InterruptedException {
        Look look = look(change, gates, progress);
        return new Preview(look.plan(), look.refusal());
    }

    /**
     * Makes a change, proves it, or takes it back. A change that was interrupted before is taken back first.
     *
     * @throws LocateException where it cannot be told whom to change; nothing was changed then
     */
    public Outcome apply(Change change, Gates gates, Progress progress) throws LocateException, InterruptedException {
        try (Turn turn = queue.take(true, progress)) {
            if (turn.obstacle().isPresent()) {
                return turn.obstacle().get();
            }
            return apply(change, gates, turn, progress);
        } catch (IOException e) {
            return unusable(e);
        }
    }

    /** Takes the last change back, of one hostname or of all; needs no passing test, no parser, no network. */
    public Outcome rollback(Optional<Hostname> hostname, String who, Progress progress) throws InterruptedException {
        try (Turn turn = queue.take(true, progress)) {
            if (turn.obstacle().isPresent()) {
                return turn.obstacle().get();
            }
            if (turn.recovered()
                    .filter(name ->
                            hostname.isEmpty() || name.equals(hostname.get().name()))
                    .isPresent()) {
                return RECOVERED;
            }
            List<Journal.Noted> applied = new ArrayList<>(journal.applied());
            applied.removeIf(noted -> hostname.isPresent()
                    && !noted.entry().hostname().equals(hostname.get().name()));
            if (applied.isEmpty()) {
                return new Outcome.Refused("there is no change"
                        + hostname.map(name -> " of " + name).orElse("") + " to take back");
            }
            return rollback(applied.get(applied.size() - 1), who, turn, progress);
        } catch (IOException e) {
            return unusable(e);
        }
    }

    private Outcome rollback(Journal.Noted last, String who, Turn turn, Progress progress)
            throws IOException, InterruptedException {
        JournalEntry entry = last.entry();
        List<String> obstacles = reversal.obstacles(last);
        if (!obstacles.isEmpty()) {
            obstacles.forEach(each -> progress.failed(Step.RESTORE, each));
            return new Outcome.Refused(String.join(" | ", obstacles));
        }
        Journal.Noted pending = journal.reopen(last);
        turn.makes(entry.change());
        Optional<Guard.Armed> armed = armIfPossible(entry.change(), progress);
        Reversal.Ended ended = reversal.takeBack(
                pending,
                new Reversal.Order(
                        entry.hostname() + ": " + entry.to() + " -> " + entry.from() + " by " + who,
                        History.Result.ROLLED_BACK,
                        false,
                        false),
                event -> {
                    if (event.step() == Step.PROBE_AGAIN) {
                        // Files and server are what they were: the watchdog need not end what is only probed.
                        turn.takesBack();
                    }
                    progress.report(event);
                });
        if (ended.filesAreBack()) {
            armed.ifPresent(Guard.Armed::disarm);
        }
        return ended.outcome();
    }

    /** Lets the process that makes a change know that its watchdog has fired; without that it knows of an interrupt only. */
    public void expire(String change) {
        try {
            journal.expire(change);
        } catch (IOException diskIsFull) {
            return;
        }
    }

    /** To take a change back without a guard is better than not at all. */
    private Optional<Guard.Armed> armIfPossible(String change, Progress progress) throws InterruptedException {
        progress.begun(Step.GUARD);
        try {
            Guard.Armed armed = guard.arm(change, Duration.ZERO);
            progress.done(Step.GUARD, armed.description());
            return Optional.of(armed);
        } catch (IOException e) {
            progress.note(Step.GUARD, "none can be had: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Rolls a change back that was interrupted, before another is prepared; why no other can be made, empty if one can. */
    public Optional<Outcome> clear(Progress progress) throws InterruptedException {
        try {
            if (journal.pending().isEmpty()) {
                return Optional.empty();
            }
            try (Turn turn = queue.take(true, progress)) {
                return turn.obstacle();
            }
        } catch (IOException e) {
            return Optional.of(unusable(e));
        }
    }

    /** Takes back a change that was interrupted; empty where there is none. */
    public Optional<Outcome> recover(Progress progress) throws InterruptedException {
        try {
            if (journal.pending().isEmpty()) {
                return Optional.empty();
            }
            try (Turn turn = queue.take(false, progress)) {
                return turn.obstacle().or(() -> turn.recovered().map(name -> RECOVERED));
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
        if (last.isPresent()) {
            drift.addAll(Drift.of(last.get().entry(), folders.fragment(hostname), fragment));
            Path outer = folders.outer(hostname);
            drift.addAll(Drift.of(last.get().entry(), outer, disk.read(outer)));
        }
        Optional<Status.Entry> change = Optional.empty();
        for (Status.Entry entry : history.all()) {
            change = entry.hostname().equals(hostname.name()) ? Optional.of(entry) : change;
        }
        Optional<Status.Entry> pending = journal.pending()
                .map(Journal.Noted::entry)
                .filter(entry -> entry.hostname().equals(hostname.name()))
                .map(entry -> entry.asHistory("pending"));
        if (pending.isPresent()) {
            // The files are the interrupted change's, and not somebody's edit.
            drift.clear();
        }
        return new Status(hostname.name(), fragment.flatMap(Drift::stage), drift, change, pending);
    }

    /** Whose change the last one is that concerns a hostname: its own, or another name's of the same blocks. */
    public String owner(Hostname hostname) throws IOException {
        String owner = hostname.name();
        for (Journal.Noted noted : journal.applied()) {
            owner = noted.entry().concerns(hostname.name()) ? noted.entry().hostname() : owner;
        }
        Optional<Journal.Noted> pending = journal.pending();
        return pending.isPresent() && pending.get().entry().concerns(hostname.name())
                ? pending.get().entry().hostname()
                : owner;
    }

    /** The hostnames that there is a change of, in alphabetical order. */
    public List<String> hostnames() throws IOException {
        return history.all().stream()
                .map(Status.Entry::hostname)
                .distinct()
                .sorted()
                .toList();
    }

    /** What addresses of a hostname do, asked several at a time. */
    public Map<Listener, Question.Answer> ask(
            Hostname hostname, Collection<Listener> addresses, Optional<Stage> expected) throws InterruptedException {
        Map<Listener, Question.Answer> answers = new LinkedHashMap<>();
        surroundings
                .ask(Subject.of(hostname.name(), addresses), expected)
                .forEach((subject, answer) -> answers.put(subject.address(), answer));
        return answers;
    }

    /** The line that takes up the hostname's file: where it is in the blocks, only our file changes. */
    public String hookLine(Hostname hostname) {
        return planner.hookLine(hostname);
    }

    /** The line that takes up what the block around all blocks needs; empty for a server that needs nothing there. */
    public Optional<String> outerHookLine(Hostname hostname) {
        return planner.outerHookLine(hostname);
    }

    private Outcome apply(Change change, Gates gates, Turn turn, Progress progress)
            throws LocateException, IOException, InterruptedException {
        Look look = look(change, gates, progress);
        if (look.refusal().isPresent()) {
            return new Outcome.Refused(look.refusal().get());
        }
        Baseline before = look.before();
        boolean there = before.seen().values().stream().allMatch(answer -> answer.shows(change.stage()))
                && before.companions().values().stream()
                        .allMatch(answer -> answer.shows(change.stage()) || !answer.tells());
        if (look.plan().edits().isEmpty() && there) {
            return new Outcome.Unchanged("it is " + change.stage() + " already, on disk and as probed");
        }
        return changing.run(change, look.plan(), before, turn, progress);
    }

    /** What is known before anything is touched. */
    private record Look(Plan plan, Baseline before, Optional<String> refusal) {}

    private Look look(Change change, Gates gates, Progress progress)
            throws LocateException, IOException, InterruptedException {
        progress.begun(Step.LOCATE);
        Plan plan;
        try {
            plan = planner.plan(change);
        } catch (LocateException e) {
            progress.failed(Step.LOCATE, String.valueOf(e.getMessage()));
            throw e;
        }
        progress.done(Step.LOCATE, plan.located().places());
        plan.said().forEach(each -> progress.note(Step.LOCATE, each));
        Optional<String> obstacle = obstacle(plan);
        if (obstacle.isPresent()) {
            progress.failed(Step.WRITE, obstacle.get());
            return new Look(plan, Baseline.unasked(plan.located()), obstacle);
        }
        progress.begun(Step.BASELINE);
        Baseline all = Baseline.of(change, plan.located(), surroundings);
        all.beyond()
                .forEach((subject, answer) -> progress.note(
                        Step.BASELINE,
                        subject.address() + " cannot be asked from here and is left out: " + answer.reason()));
        all.floating()
                .forEach(listener -> progress.note(
                        Step.BASELINE,
                        listener + " is no address of this host now, and is not probed: run apply on the host "
                                + "that has it to prove it there"));
        Baseline before = all.within();
        Optional<String> objection = before.objection(surroundings.program().title());
        if (objection.isPresent()) {
            progress.failed(Step.BASELINE, objection.get());
            return new Look(plan, before, objection);
        }
        for (String drift : status(change.hostname()).drift()) {
            progress.note(Step.BASELINE, drift + ": this change does not keep that");
        }
        progress.done(Step.BASELINE, Transaction.modes(before.seen()));
        return new Look(plan, before, gates.refusal(plan.located(), before.byAddress(), progress));
    }

    /** What could not be written in the end, before anything is asked or written. */
    private Optional<String> obstacle(Plan plan) throws InterruptedException {
        long copies = 0;
        for (Edit edit : plan.edits()) {
            Optional<String> obstacle =
                    disk.obstacle(edit.file(), edit.after().map(Bytes::size).orElse(0L));
            if (obstacle.isPresent()) {
                return obstacle;
            }
            copies += edit.before().map(Bytes::size).orElse(0L);
        }
        return plan.edits().isEmpty()
                ? Optional.empty()
                : disk.obstacle(folders.state().resolve("pending/entry.json"), copies);
    }

    private Outcome unusable(IOException e) {
        return new Outcome.Refused(
                Trouble.of(e) + "; the folders are " + folders.state() + " and " + folders.fragments());
    }
}
