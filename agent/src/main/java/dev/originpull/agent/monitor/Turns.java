package dev.originpull.agent.monitor;

import dev.originpull.agent.config.ProbeSettings;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Gives each watched origin its turn: the schedule says when, the gate lets it in, and what the check saw decides when the next one is.
 * Thread-safe.
 */
final class Turns implements AutoCloseable {
    private static final Duration LONGEST_CONFIRMATION = Duration.ofSeconds(5);
    private static final int CONFIRMATIONS_AN_INTERVAL = 10;
    /** A glance and a whole check take the timeout each; what takes longer than this hangs. */
    private static final int TIMEOUTS_A_CHECK = 3;

    private static final Duration LONGEST_JUDGING = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private final Check check;
    private final BiConsumer<Watched, Throwable> failed;
    private final Meters meters;
    private final Gate gate;
    private final Schedule<Watched> schedule;
    private volatile ProbeSettings settings;

    /** Checks an origin once. */
    interface Check {
        CompletionStage<Looker.Looked> of(Watched watched, ProbeSettings settings);
    }

    /**
     * Nobody's turn comes before {@link #start}.
     *
     * @param failed is told of a check that ended with a bug
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    Turns(
            ProbeSettings settings,
            Check check,
            BiConsumer<Watched, Throwable> failed,
            Meters meters,
            LongSupplier nanos) {
        this.settings = settings;
        this.check = check;
        this.failed = failed;
        this.meters = meters;
        this.nanos = nanos;
        this.gate = new Gate(settings.concurrency(), nanos);
        this.schedule = new Schedule<>("schedule", settings.interval(), this::take, nanos);
    }

    void start() {
        schedule.start();
    }

    /** Takes every turn that is due; {@link #start} does this on a thread of its own. */
    void takeDue() {
        schedule.takeDue(this::take);
    }

    Gate gate() {
        return gate;
    }

    /** From now on turns come like this. Call {@link #anew} for each origin afterwards where the interval is another. */
    void set(ProbeSettings other) {
        settings = other;
        gate.setConcurrency(other.concurrency());
        schedule.setInterval(other.interval());
    }

    Schedule.Slot<Watched> add(Watched watched) {
        return schedule.add(watched);
    }

    /** The next turn as if the origin were new. */
    void anew(Schedule.Slot<Watched> slot) {
        schedule.anew(slot);
    }

    /** No turn comes any more; one that waits at the gate ends without a check. */
    void remove(Schedule.Slot<Watched> slot) {
        slot.thing().remove();
        schedule.remove(slot);
    }

    /** Does some work out of turn, when the gate lets it in. */
    <T> CompletionStage<T> now(Watch watch, Supplier<CompletionStage<T>> work) {
        return gate.enter(watch.address(), false, work);
    }

    /** Plans a second check soon, where the last one saw something else. */
    void confirm(Schedule.Slot<Watched> slot) {
        ProbeSettings now = settings;
        if (now.scheduled()) {
            schedule.again(slot, confirmationDelay(now));
        }
    }

    /** Whether the last check of this one still counts. */
    Freshness freshness(Watched watched) {
        ProbeSettings now = settings;
        if (watched.isProbedWithin(now.interval().multipliedBy(Freshness.INTERVALS))) {
            return Freshness.CURRENT;
        }
        Duration longestCheck = now.timeout().multipliedBy(TIMEOUTS_A_CHECK).plus(LONGEST_JUDGING);
        return watched.isInTurn() && gate.isMoving(watched.watch().address(), longestCheck)
                ? Freshness.IN_TURN
                : Freshness.STALE;
    }

    private void take(Schedule.Slot<Watched> slot, Duration late) {
        Watched watched = slot.thing();
        ProbeSettings now = settings;
        if (!now.scheduled()) {
            return;
        }
        // The wait at the gate is lateness, too.
        long due = nanos.getAsLong() - late.toNanos();
        watched.turnBegins();
        gate.enter(watched.watch().address(), watched.isSlow(), () -> {
                    meters.late(Duration.ofNanos(nanos.getAsLong() - due));
                    return check.of(watched, now);
                })
                .whenComplete((looked, bug) -> {
                    watched.turnEnds();
                    if (looked != null && looked.effect() == Watched.Effect.UNCONFIRMED) {
                        schedule.again(slot, confirmationDelay(now));
                    } else {
                        schedule.again(slot);
                    }
                    // What waits while the agent ends is turned away, which is no bug.
                    if (bug != null && !isCancelled(bug)) {
                        failed.accept(watched, bug);
                    }
                });
    }

    static boolean isCancelled(Throwable bug) {
        return bug instanceof CancellationException
                || (bug instanceof CompletionException && bug.getCause() instanceof CancellationException);
    }

    private static Duration confirmationDelay(ProbeSettings settings) {
        Duration part = settings.interval().dividedBy(CONFIRMATIONS_AN_INTERVAL);
        return part.compareTo(LONGEST_CONFIRMATION) < 0 ? part : LONGEST_CONFIRMATION;
    }

    /** Waits until no check is under way, but not for longer than this. */
    void awaitEmpty(Duration limit) throws InterruptedException {
        gate.awaitEmpty(limit);
    }

    /** Nobody's turn comes any more. Those that wait for it fail with a {@link CancellationException}. */
    @Override
    public void close() {
        schedule.close();
        gate.shut();
    }
}
