package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Observation;
import java.util.Locale;

/** Where the origin gave its answer to an identity. */
public enum Layer {
    /** In the handshake. */
    TLS_HANDSHAKE,
    /** By an alert after the client had finished, as TLS 1.3 has it, or by asking for a second handshake. */
    TLS_LATE,
    /** By an HTTP answer. */
    HTTP,
    /** By closing without a word. */
    CLOSE,
    /** Nowhere: silence, or nothing to tell. */
    NONE;

    static Layer of(Observation seen) {
        if (seen.ending() instanceof Ending.Alerted alerted) {
            return alerted.afterHandshake() ? TLS_LATE : TLS_HANDSHAKE;
        }
        if (seen.ending() instanceof Ending.Unpresentable) {
            return TLS_HANDSHAKE;
        }
        if (seen.ending() instanceof Ending.AskedAgain) {
            return TLS_LATE;
        }
        if (seen.ending() instanceof Ending.Answered) {
            return HTTP;
        }
        return seen.ending() instanceof Ending.Closed && seen.tls().isPresent() ? CLOSE : NONE;
    }

    /** As in JSON, such as {@code tls-late}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
