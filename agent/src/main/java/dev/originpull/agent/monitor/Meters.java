package dev.originpull.agent.monitor;

import dev.originpull.agent.probe.EventLoops;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.verdict.JudgedAttempt;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** What is counted over all origins. Thread-safe. */
public final class Meters {
    private static final Duration[] ATTEMPT_BUCKETS =
            millis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000);
    private static final Duration[] LATENESS_BUCKETS = millis(1, 10, 100, 250, 500, 1000, 2000, 5000, 10_000, 60_000);

    private final MeterRegistry registry;
    private final Map<Identity, Map<Outcome, Counter>> attempts = new EnumMap<>(Identity.class);
    private final Map<Identity, Timer> durations = new EnumMap<>(Identity.class);
    private final Timer lateness;
    private final Counter changes;
    private final Counter unconfirmed;
    private final Counter failures;

    public Meters(MeterRegistry registry) {
        this.registry = registry;
        for (Identity identity : Identity.values()) {
            Map<Outcome, Counter> byOutcome = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                byOutcome.put(
                        outcome,
                        Counter.builder("originpull.attempts")
                                .description("Attempts over all origins, by what was presented and what came of it.")
                                .tag("identity", identity.word())
                                .tag("outcome", outcome.word())
                                .register(registry));
            }
            attempts.put(identity, byOutcome);
            durations.put(
                    identity,
                    Timer.builder("originpull.attempt.duration")
                            .description("How long attempts took, over all origins, by what was presented.")
                            .tag("identity", identity.word())
                            .serviceLevelObjectives(ATTEMPT_BUCKETS)
                            .register(registry));
        }
        lateness = Timer.builder("originpull.schedule.lateness")
                .description("How long after their turn looks began: what the machine lacks to keep the interval.")
                .serviceLevelObjectives(LATENESS_BUCKETS)
                .register(registry);
        changes = counter("originpull.changes", "Changes of mode or verdict that were announced, over all origins.");
        unconfirmed = counter(
                "originpull.unconfirmed.changes",
                "Looks that saw something else than was announced, over all origins.");
        failures = counter("originpull.look.failures", "Looks that a bug in originpull ended. Each is in the log.");
    }

    /** What a gate holds, and how busy the event loops are. */
    void watch(Gate gate, EventLoops loops) {
        gauge("originpull.looks.running", "Looks at origins under way now.", gate, Gate::running);
        gauge("originpull.looks.waiting", "Looks that wait for their address or for room.", gate, Gate::waiting);
        gauge(
                "originpull.event.loop.pending.tasks",
                "Tasks that wait for a network thread.",
                loops,
                EventLoops::pendingTasks);
    }

    void count(OriginReport report) {
        if (report.isOfABug()) {
            failed();
        }
        for (JudgedAttempt attempt : report.attempts()) {
            Identity identity = attempt.observation().attempt().identity();
            Objects.requireNonNull(
                            Objects.requireNonNull(attempts.get(identity)).get(attempt.outcome()))
                    .increment();
            Objects.requireNonNull(durations.get(identity))
                    .record(attempt.observation().timings().total());
        }
    }

    void late(Duration late) {
        lateness.record(late);
    }

    void changed() {
        changes.increment();
    }

    void unconfirmed() {
        unconfirmed.increment();
    }

    void failed() {
        failures.increment();
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private static Duration[] millis(long... bounds) {
        Duration[] durations = new Duration[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            durations[i] = Duration.ofMillis(bounds[i]);
        }
        return durations;
    }
}
