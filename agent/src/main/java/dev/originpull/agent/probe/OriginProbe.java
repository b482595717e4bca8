package dev.originpull.agent.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a plan out: one attempt after the other, each on a connection of its own, never two at a time.
 *
 * <p>Until the origin has answered once, an attempt may use half of what is left of the deadline. From then on it may use one of
 * {@value #SHARES} shares of the deadline, or {@value #TIMES} times as long as the slowest answer took: enough for two identities
 * to be met with silence twice.
 */
public final class OriginProbe {
    /** So many attempts to a silent origin fit into the deadline, beside those that are answered. */
    public static final int SHARES = 5;

    private static final int TIMES = 4;

    /** How long after its limit an attempt is waited for: an RSA key may have to be made. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** With less than this left another attempt would only fail for lack of time. */
    private static final Duration TOO_SHORT = Duration.ofMillis(20);

    private static final Logger LOG = LoggerFactory.getLogger(OriginProbe.class);

    private final Prober prober;
    private final Plan plan;
    private final Duration deadline;
    private final long until;
    private final List<Observation> seen = new ArrayList<>();
    private final CompletableFuture<List<Observation>> result = new CompletableFuture<>();

    private OriginProbe(Prober prober, Plan plan, Duration deadline) {
        this.prober = prober;
        this.plan = plan;
        this.deadline = deadline;
        this.until = System.nanoTime() + deadline.toNanos();
    }

    /**
     * Carries a plan out.
     *
     * @param deadline how long all attempts together may take; more than zero
     * @return what was seen, in order, by the deadline; as much of the plan as there was time for
     */
    public static CompletionStage<List<Observation>> run(Prober prober, Plan plan, Duration deadline) {
        OriginProbe probe = new OriginProbe(prober, plan, deadline);
        probe.step();
        return probe.result;
    }

    private void step() {
        try {
            Duration left = Duration.ofNanos(until - System.nanoTime());
            Optional<Attempt> next = left.compareTo(TOO_SHORT) < 0 ? Optional.empty() : plan.next(List.copyOf(seen));
            if (next.isEmpty()) {
                result.complete(List.copyOf(seen));
            } else {
                attempt(next.get(), limit(left));
            }
        } catch (RuntimeException | Error bug) {
            // Thrown into a callback it would be lost, and whoever waits for the result would wait for ever.
            result.completeExceptionally(bug);
        }
    }

    /** An attempt ends by its limit by itself; should one not, it must not hold up its address for ever. */
    private void attempt(Attempt attempt, Duration limit) {
        long most = limit.plus(GRACE).toNanos();
        prober.attempt(attempt, limit)
                .toCompletableFuture()
                .orTimeout(most, TimeUnit.NANOSECONDS)
                .whenComplete((observation, thrown) -> {
                    if (thrown instanceof TimeoutException) {
                        LOG.warn(
                                "an attempt to {} did not end in time and was given up",
                                attempt.origin().endpoint());
                        goOn(lost(attempt, limit), null);
                    } else {
                        goOn(observation, thrown);
                    }
                });
    }

    private static Observation lost(Attempt attempt, Duration limit) {
        return new Observation(
                attempt,
                Optional.empty(),
                Optional.empty(),
                new Ending.Hindered("the attempt did not end in time, which is a fault of originpull"),
                new Timings(limit, Duration.ZERO, Duration.ZERO));
    }

    private void goOn(@Nullable Observation observation, @Nullable Throwable bug) {
        if (observation == null) {
            result.completeExceptionally(bug == null ? new IllegalStateException("an attempt without outcome") : bug);
        } else {
            LOG.trace(
                    "{} as {}{}: {} in {} ms",
                    observation.attempt().origin().endpoint(),
                    observation.attempt().identity().word(),
                    observation.attempt().withCa() ? " with its CA" : "",
                    observation.ending().summary(),
                    observation.timings().total().toMillis());
            seen.add(observation);
            step();
        }
    }

    private Duration limit(Duration left) {
        return seen.stream()
                .filter(OriginProbe::isAnswered)
                .map(observation -> observation.timings().total())
                .max(Duration::compareTo)
                .map(slowest -> longer(deadline.dividedBy(SHARES), slowest.multipliedBy(TIMES)))
                .map(fair -> fair.compareTo(left) < 0 ? fair : left)
                .orElseGet(() -> left.dividedBy(2));
    }

    private static boolean isAnswered(Observation observation) {
        return observation.ending() instanceof Ending.Answered || observation.ending() instanceof Ending.StayedOpen;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
