package dev.originpull.agent.probe;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Keeps an attempt's time: how long each phase took, and how long it may take. The connection has to stand by half of the limit,
 * the handshake by three quarters; the answer has all that is left. Not thread-safe.
 */
final class Stopwatch {
    /** How long an answer's body is read once its header fields are there. */
    private static final Duration LONGEST_BODY = Duration.ofSeconds(1);

    /** How long we listen before we speak, where we wait for an alert or for a service that is not HTTP. */
    private static final Duration LONGEST_LISTENING = Duration.ofSeconds(1);

    private final long began = System.nanoTime();
    private final long limit;
    private final Map<Phase, Long> took = new EnumMap<>(Phase.class);
    private long phaseBegan;
    private Phase phase = Phase.CONNECT;

    Stopwatch(Duration limit) {
        this.limit = limit.toNanos();
    }

    Phase phase() {
        return phase;
    }

    /** The phase before is over. */
    void enter(Phase next) {
        stop();
        phaseBegan = elapsed();
        phase = next;
    }

    void stop() {
        took.put(phase, elapsed() - phaseBegan);
    }

    /** How long the present phase may still take; never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, dueBy(phase, limit) - elapsed()));
    }

    /** How long the body of an answer may still take. */
    Duration forBody() {
        return shorter(left(), LONGEST_BODY);
    }

    static Duration connectLimit(Duration limit) {
        return Duration.ofNanos(dueBy(Phase.CONNECT, limit.toNanos()));
    }

    private static long dueBy(Phase phase, long limit) {
        return switch (phase) {
            case CONNECT -> limit / 2;
            case HANDSHAKE -> limit / 4 * 3;
            case ANSWER -> limit;
        };
    }

    /**
     * How long to listen for what comes by itself, such as an alert: a third of what is left and a second at most, but three times
     * as long as the handshake took, so that a slow path has brought it by then.
     *
     * @param most what may be spent on it
     */
    Duration listening(Duration most) {
        Duration third = shorter(left().dividedBy(3), LONGEST_LISTENING);
        Duration enough = took(Phase.HANDSHAKE).multipliedBy(Timings.PATIENT);
        return shorter(most, enough.compareTo(third) > 0 ? enough : third);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    Timings timings() {
        return new Timings(took(Phase.CONNECT), took(Phase.HANDSHAKE), took(Phase.ANSWER));
    }

    private Duration took(Phase each) {
        return Duration.ofNanos(took.getOrDefault(each, 0L));
    }

    private long elapsed() {
        return System.nanoTime() - began;
    }
}
