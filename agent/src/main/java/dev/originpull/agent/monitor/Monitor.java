package dev.originpull.agent.monitor;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.ProbeSettings;
import dev.originpull.agent.probe.EventLoops;
import dev.originpull.agent.verdict.Judge;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.Verdict;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at every origin once an interval, for as long as it is not closed, and knows what came of it. Thread-safe. */
final class Monitor implements AutoCloseable {
    private static final int MANY = 1000;
    private static final Duration JUDGING = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);

    private final Map<String, StateFile.Memory> memories;
    private final Meters meters;
    private final EventLoops loops;
    private final Presenters presenters;
    private final Looker looker;
    private final Turns turns;
    private final Clock clock;
    private final ExecutorService judging;
    private final Map<String, Schedule.Slot<Watched>> slots = new ConcurrentHashMap<>();
    private final AtomicBoolean news = new AtomicBoolean();
    private volatile List<Schedule.Slot<Watched>> order = List.of();
    private volatile ProbeSettings settings;
    private volatile boolean closed;

    /**
     * A monitor that watches nothing yet.
     *
     * @param memories what an earlier process knew, by {@link Watch#id()}
     */
    Monitor(
            ProbeSettings settings,
            Judge judge,
            Meters meters,
            String userAgent,
            Clock clock,
            Map<String, StateFile.Memory> memories) {
        this.settings = settings;
        this.meters = meters;
        this.memories = new ConcurrentHashMap<>(memories);
        this.loops = new EventLoops(EventLoops.threadsFor(settings.concurrency()));
        this.presenters = new Presenters(loops, userAgent);
        this.clock = clock;
        this.judging = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "judge");
            thread.setDaemon(true);
            return thread;
        });
        this.looker = new Looker(presenters, judge, meters, clock, judging);
        this.turns = new Turns(settings, this::check, this::failed, meters, System::nanoTime);
        meters.watch(turns.gate(), loops);
        turns.start();
    }

    /** What is presented, and by whom. */
    Presenters presenters() {
        return presenters;
    }

    /**
     * Watches what the configuration says. Origins that are in it unchanged keep what is known of them, and their turn.
     *
     * @param addresses of the names in it; names without an entry are watched later, those with an empty list as names
     */
    synchronized void watch(AgentConfig config, Map<Hostname, List<InetAddress>> addresses) {
        ProbeSettings before = settings;
        settings = config.probe();
        turns.set(settings);
        // Turns that came while nothing was scheduled have passed, and no others were planned.
        boolean otherPace =
                !before.interval().equals(settings.interval()) || (settings.scheduled() && !before.scheduled());
        List<Watch> watches = Roster.of(config, addresses).stream()
                .filter(watch -> isAnswered(watch, addresses))
                .toList();
        List<Schedule.Slot<Watched>> kept = new ArrayList<>(watches.size());
        for (Watch watch : watches) {
            kept.add(slot(watch, otherPace));
        }
        List<Schedule.Slot<Watched>> gone = new ArrayList<>(order);
        order = List.copyOf(kept);
        gone.removeAll(Set.copyOf(kept));
        for (Schedule.Slot<Watched> slot : gone) {
            turns.remove(slot);
            slots.remove(slot.thing().watch().id(), slot);
            news.set(true);
        }
    }

    /** A name whose first answer is yet to come is no origin without an address. */
    private static boolean isAnswered(Watch watch, Map<Hostname, List<InetAddress>> addresses) {
        return watch.origin().isPresent()
                || !(watch.configured() instanceof Address.Name name)
                || addresses.containsKey(name.name());
    }

    /** Forgets what an earlier process knew of origins that are not watched by now; the heap has its room back at once. */
    void forgetOthers() {
        boolean many = memories.size() > MANY;
        memories.clear();
        if (many) {
            OldGeneration.collectNow();
        }
    }

    private Schedule.Slot<Watched> slot(Watch watch, boolean otherPace) {
        Schedule.Slot<Watched> slot = slots.get(watch.id());
        if (slot == null) {
            Watched watched = new Watched(watch);
            StateFile.Memory memory = memories.remove(watch.id());
            if (memory != null) {
                watched.restore(memory, clock.instant());
            }
            slot = turns.add(watched);
            slots.put(watch.id(), slot);
        } else if (!slot.thing().watch().equals(watch)) {
            slot.thing().watchFor(watch);
            turns.anew(slot);
        } else if (otherPace) {
            turns.anew(slot);
        }
        return slot;
    }

    /** What is watched, in the order of the configuration. */
    List<Watch> watches() {
        return order.stream().map(slot -> slot.thing().watch()).toList();
    }

    /** In the order of the configuration. */
    List<Standing> standings() {
        List<Schedule.Slot<Watched>> now = order;
        List<Standing> standings = new ArrayList<>(now.size());
        for (Schedule.Slot<Watched> slot : now) {
            standings.add(standing(slot.thing()));
        }
        return standings;
    }

    Optional<Standing> find(String id) {
        return Optional.ofNullable(slots.get(id)).map(slot -> standing(slot.thing()));
    }

    private Standing standing(Watched watched) {
        return watched.standing(turns.freshness(watched));
    }

    /** Whether something was learnt since this was last asked that a restart must not forget. */
    boolean takeNews() {
        return news.getAndSet(false);
    }

    private CompletionStage<Looker.Looked> check(Watched watched, ProbeSettings now) {
        Watch watch = watched.watch();
        return looker.look(watched, now.timeout(), now.forgedEvery()).thenApply(looked -> {
            told(watch, looked);
            return looked;
        });
    }

    /**
     * Looks at something at once, in its turn at its address. What comes of it counts as a look where the same is watched.
     *
     * @param timeout for the wait and the attempts together; what has waited for half of it is not begun, as a look in a hurry would
     *     take a slow origin for one that cannot be reached
     * @return exceptionally with a {@link TimeoutException} when it did not come to its turn
     */
    CompletionStage<OriginReport> lookNow(Watch watch, Duration timeout) {
        CompletableFuture<OriginReport> result = new CompletableFuture<>();
        long until = System.nanoTime() + timeout.toNanos();
        turns.now(watch, () -> {
                    Duration left = Duration.ofNanos(until - System.nanoTime());
                    return left.compareTo(timeout.dividedBy(2)) <= 0
                            ? CompletableFuture.<OriginReport>failedFuture(new TimeoutException("no turn"))
                            : looker.look(watch, watch.origin().orElseThrow(), left)
                                    .thenApply(report -> keep(watch, report, left));
                })
                .whenComplete((report, trouble) -> {
                    if (report == null) {
                        result.completeExceptionally(trouble == null ? new TimeoutException("no report") : trouble);
                    } else {
                        result.complete(report);
                    }
                });
        // Attempts that use up their time are a result, not a failure: let it come through.
        return result.orTimeout(timeout.plus(JUDGING).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What a look in a hurry could not tell says nothing: whoever asks could else make an origin look unreachable. */
    private OriginReport keep(Watch watch, OriginReport report, Duration time) {
        ProbeSettings now = settings;
        boolean inHurry = time.compareTo(now.timeout().dividedBy(2)) < 0;
        Schedule.Slot<Watched> slot = slots.get(watch.id());
        if (slot != null && slot.thing().watch().equals(watch) && (report.mode().isTold() || !inHurry)) {
            Looker.Looked looked = looker.keep(slot.thing(), watch, report, time);
            told(watch, looked);
            if (looked.effect() == Watched.Effect.UNCONFIRMED) {
                turns.confirm(slot);
            }
        }
        return report;
    }

    private void told(Watch watch, Looker.Looked looked) {
        switch (looked.effect()) {
            case FIRST, CHANGED -> {
                news.set(true);
                if (looked.effect() == Watched.Effect.CHANGED) {
                    meters.changed();
                }
                looked.look().ifPresent(look -> say(watch, look, looked.before()));
            }
            case UNCONFIRMED -> {
                meters.unconfirmed();
                LOG.debug("{} {}: something else was seen, looking again", watch.address(), watch.hostname());
            }
            case NONE -> LOG.debug("{} {}: as before", watch.address(), watch.hostname());
        }
    }

    private static void say(Watch watch, Look look, Optional<Mode> before) {
        if (before.isEmpty() && look.verdict() == Verdict.PASS) {
            LOG.debug(
                    "{} {}: {}", watch.address(), watch.hostname(), look.mode().word());
            return;
        }
        String from = before.map(mode -> mode.word() + " -> ").orElse("");
        LOG.info(
                "{} {}: {}{}, {}{}: {}",
                watch.address(),
                watch.hostname(),
                from,
                look.mode().word(),
                look.verdict().word(),
                watch.expected()
                        .map(stage -> " (expected " + stage.word() + ")")
                        .orElse(""),
                look.reason());
    }

    private void failed(Watched watched, Throwable bug) {
        if (closed || watched.isRemoved()) {
            return;
        }
        meters.failed();
        Watch watch = watched.watch();
        LOG.error("a bug in originpull while looking at {} {}", watch.address(), watch.hostname(), bug);
    }

    /**
     * Begins no look any more, and waits for those under way.
     *
     * @param limit how long; what takes longer is cut
     */
    void close(Duration limit) throws InterruptedException {
        shut();
        turns.awaitEmpty(limit);
        close();
    }

    /** Begins no look any more. Those that wait for their turn fail, which is no bug. */
    void shut() {
        closed = true;
        turns.close();
    }

    @Override
    public void close() {
        shut();
        loops.close();
        presenters.present(Map.of()).run();
        judging.shutdown();
    }
}
