package dev.originpull.agent.monitor;

import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.ProbeSettings;
import dev.originpull.agent.probe.EventLoops;
import dev.originpull.agent.verdict.Judge;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.Verdict;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
    /** A look that took a longer part of its time than this makes an origin slow. */
    private static final int SLOW_PART = 4;

    private static final Duration LONGEST_CONFIRMATION = Duration.ofSeconds(5);
    private static final int CONFIRMATIONS_AN_INTERVAL = 10;
    private static final Duration JUDGING = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);

    private final Map<String, StateFile.Memory> memories;
    private final Meters meters;
    private final EventLoops loops;
    private final Presenters presenters;
    private final Gate gate;
    private final Looker looker;
    private final Schedule<Watched> schedule;
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
        this.gate = new Gate(settings.concurrency());
        this.judging = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "judge");
            thread.setDaemon(true);
            return thread;
        });
        this.looker = new Looker(presenters, judge, meters, clock, judging);
        this.schedule = new Schedule<>("schedule", settings.interval(), this::take);
        meters.watch(gate, loops);
        schedule.start();
    }

    /** What is presented, and by whom. */
    Presenters presenters() {
        return presenters;
    }

    /**
     * Watches what the configuration says. Origins that are in it unchanged keep what is known of them, and their turn.
     *
     * @param addresses of the names in it
     */
    synchronized void watch(AgentConfig config, Map<Hostname, List<InetAddress>> addresses) {
        ProbeSettings before = settings;
        settings = config.probe();
        gate.setConcurrency(settings.concurrency());
        schedule.setInterval(settings.interval());
        // Turns that came while nothing was scheduled have passed, and no others were planned.
        boolean otherPace =
                !before.interval().equals(settings.interval()) || (settings.scheduled() && !before.scheduled());
        Collection<Watch> watches = Roster.of(config, addresses);
        List<Schedule.Slot<Watched>> kept = new ArrayList<>(watches.size());
        for (Watch watch : watches) {
            kept.add(slot(watch, otherPace));
        }
        List<Schedule.Slot<Watched>> gone = new ArrayList<>(order);
        order = List.copyOf(kept);
        gone.removeAll(Set.copyOf(kept));
        for (Schedule.Slot<Watched> slot : gone) {
            schedule.remove(slot);
            slots.remove(slot.thing().watch().id(), slot);
            news.set(true);
        }
    }

    private Schedule.Slot<Watched> slot(Watch watch, boolean otherPace) {
        Schedule.Slot<Watched> slot = slots.get(watch.id());
        if (slot == null) {
            Watched watched = new Watched(watch);
            StateFile.Memory memory = memories.remove(watch.id());
            if (memory != null) {
                watched.restore(memory);
            }
            slot = schedule.add(watched);
            slots.put(watch.id(), slot);
        } else if (!slot.thing().watch().equals(watch)) {
            slot.thing().watchFor(watch);
            schedule.anew(slot);
        } else if (otherPace) {
            schedule.anew(slot);
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
            standings.add(slot.thing().standing());
        }
        return standings;
    }

    Optional<Standing> find(String id) {
        return Optional.ofNullable(slots.get(id)).map(slot -> slot.thing().standing());
    }

    /** Whether something was learnt since this was last asked that a restart must not forget. */
    boolean takeNews() {
        return news.getAndSet(false);
    }

    private void take(Schedule.Slot<Watched> slot, Duration late) {
        Watched watched = slot.thing();
        ProbeSettings now = settings;
        if (!now.scheduled()) {
            return;
        }
        look(watched, now, System.nanoTime() - late.toNanos()).whenComplete((looked, bug) -> {
            if (bug != null && !closed) {
                failed(watched.watch(), bug);
            }
            if (looked != null && looked.effect() == Watched.Effect.UNCONFIRMED) {
                schedule.again(slot, confirmationDelay(now));
            } else {
                schedule.again(slot);
            }
        });
    }

    /** @param due when, by {@link System#nanoTime}: the wait at the gate is lateness, too */
    private CompletionStage<Looker.Looked> look(Watched watched, ProbeSettings now, long due) {
        boolean isSlow = watched.isSlowerThan(now.timeout().dividedBy(SLOW_PART));
        return gate.enter(watched.watch().address(), isSlow, () -> {
                    meters.late(Duration.ofNanos(System.nanoTime() - due));
                    return looker.look(watched, now.timeout(), now.forgedEvery());
                })
                .thenApply(looked -> {
                    told(watched.watch(), looked);
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
        gate.enter(watch.address(), false, () -> {
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
            Looker.Looked looked = looker.keep(slot.thing(), watch, report);
            told(watch, looked);
            if (looked.effect() == Watched.Effect.UNCONFIRMED && now.scheduled()) {
                schedule.again(slot, confirmationDelay(now));
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
                find(watch.id()).ifPresent(standing -> say(standing, looked.effect()));
            }
            case UNCONFIRMED -> {
                meters.unconfirmed();
                LOG.debug("{} {}: something else was seen, looking again", watch.address(), watch.hostname());
            }
            case NONE -> LOG.debug("{} {}: as before", watch.address(), watch.hostname());
        }
    }

    private static void say(Standing standing, Watched.Effect effect) {
        Look look = standing.look().orElseThrow();
        Watch watch = standing.watch();
        if (effect == Watched.Effect.FIRST && look.verdict() == Verdict.PASS) {
            LOG.debug(
                    "{} {}: {}", watch.address(), watch.hostname(), look.mode().word());
            return;
        }
        List<Change> history = standing.history();
        String from = effect == Watched.Effect.CHANGED && history.size() > 1
                ? history.get(history.size() - 2).mode().word() + " -> "
                : "";
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

    private void failed(Watch watch, Throwable bug) {
        meters.failed();
        LOG.error("a bug in originpull while looking at {} {}", watch.address(), watch.hostname(), bug);
    }

    private static Duration confirmationDelay(ProbeSettings settings) {
        Duration part = settings.interval().dividedBy(CONFIRMATIONS_AN_INTERVAL);
        return part.compareTo(LONGEST_CONFIRMATION) < 0 ? part : LONGEST_CONFIRMATION;
    }

    /**
     * Begins no look any more, and waits for those under way.
     *
     * @param limit how long; what takes longer is cut
     */
    void close(Duration limit) throws InterruptedException {
        shut();
        gate.awaitEmpty(limit);
        close();
    }

    /** Begins no look any more. Those that wait for their turn fail, which is no bug. */
    void shut() {
        closed = true;
        schedule.close();
        gate.shut();
    }

    @Override
    public void close() {
        shut();
        loops.close();
        presenters.present(Map.of()).run();
        judging.shutdown();
    }
}
