package dev.originpull.agent.probe;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What one attempt saw. Facts only: what they mean is for the verdict.
 *
 * @param attempt what was tried
 * @param local our end of the connection; empty where none came to be
 * @param tls empty where no TLS conversation began
 * @param ending how it ended
 * @param timings how long it took
 */
public record Observation(
        Attempt attempt, Optional<InetSocketAddress> local, Optional<TlsFacts> tls, Ending ending, Timings timings) {

    public boolean certificateRequested() {
        return tls.map(TlsFacts::certificateRequested).orElse(false);
    }
}
