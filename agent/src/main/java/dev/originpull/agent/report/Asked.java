package dev.originpull.agent.report;

import dev.originpull.agent.probe.Observation;
import java.util.Optional;

/** Whether the origin asked for a certificate, as far as the conversation went. */
public final class Asked {
    private Asked() {}

    /** Empty where the handshake ended before it could have asked, or there was none. */
    public static Optional<Boolean> of(Observation observation) {
        return observation
                .tls()
                .filter(tls -> tls.certificateRequested() || tls.completed())
                .map(tls -> tls.certificateRequested());
    }
}
