package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.Phase;
import dev.originpull.agent.probe.TlsFacts;
import java.time.Duration;

/**
 * An observation at its place in the sequence, and what it tells.
 *
 * @param position how many observations came before it
 */
record Look(int position, Observation observation, Reading reading) {
    boolean is(Class<? extends Reading> kind) {
        return kind.isInstance(reading);
    }

    /** Whether the handshake stood, and no certificate was asked for by then nor after it. */
    boolean isUnasked() {
        return isHandshakeDone() && !observation.certificateRequested() && !is(Reading.Refusal.class);
    }

    /**
     * Whether the connection stood while nothing was said that refuses or answers: until the time was over, or with
     * something that is no HTTP. A time too short for an alert to come through does not count.
     */
    boolean isHanging() {
        boolean waited = observation.ending() instanceof Ending.TimedOut timedOut
                && timedOut.phase() == Phase.ANSWER
                && observation.timings().outlastedAnAlert();
        return isHandshakeDone() && (waited || observation.ending() instanceof Ending.Garbled);
    }

    /** Whether it was closed without a word, but not before the handshake stood. */
    boolean isClosedLate() {
        return isHandshakeDone()
                && observation.ending() instanceof Ending.Closed closed
                && closed.phase() == Phase.ANSWER;
    }

    private boolean isHandshakeDone() {
        return observation.tls().map(TlsFacts::completed).orElse(false);
    }

    Duration took() {
        return observation.timings().total();
    }

    String verb() {
        return Detail.verb(observation);
    }

    String detail() {
        return Detail.of(observation);
    }
}
