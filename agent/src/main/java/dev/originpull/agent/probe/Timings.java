package dev.originpull.agent.probe;

import java.time.Duration;

/**
 * How long each phase took; zero for a phase that was not reached.
 *
 * @param connect from the first SYN to the connection
 * @param handshake from then to our Finished
 * @param answer from then to the end of the attempt
 */
public record Timings(Duration connect, Duration handshake, Duration answer) {
    /** A handshake takes at least one round trip; so many times its length bring an alert that comes after it. */
    static final int PATIENT = 3;

    public Timings {
        if (connect.isNegative() || handshake.isNegative() || answer.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards");
        }
    }

    public Duration total() {
        return connect.plus(handshake).plus(answer);
    }

    /** Whether an alert that came after the handshake would have been seen before the attempt ended. */
    public boolean outlastedAnAlert() {
        return answer.compareTo(handshake.multipliedBy(PATIENT)) >= 0;
    }
}
