package dev.originpull.agent.web;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What clients may use up.
 *
 * @param connections at once, a few more for a moment; a further one takes the place of the one that has been idle, or slow, for the
 *     longest time, and waits where there is none
 * @param requestLine in bytes
 * @param headers in bytes, all of a request
 * @param body in bytes; no endpoint wants one
 * @param firstRequest how long a new connection may take until its request has come whole, the TLS handshake included
 * @param nextRequest the same for later ones; longer than the usual interval of Prometheus
 * @param answering until an endpoint has answered
 * @param writing until a client has read its answer
 * @param unread in bytes, over all answers that are kept, compressed, for clients that are slow to read them
 * @param lingering until a client has taken note that it is not to go on
 * @param goodbye until a client has taken TLS' last record, when it is cut off
 */
record Limits(
        int connections,
        int requestLine,
        int headers,
        int body,
        Duration firstRequest,
        Duration nextRequest,
        Duration answering,
        Duration writing,
        long unread,
        Duration lingering,
        Duration goodbye) {
    private static final int MOST_CONNECTIONS = 1024;

    /** For this process: of its file descriptors, at most a quarter are for clients. */
    static Limits standard() {
        return new Limits(
                Math.max(8, (int) Math.min(MOST_CONNECTIONS, descriptors() / 4)),
                8 * 1024,
                16 * 1024,
                8 * 1024,
                Duration.ofSeconds(10),
                Duration.ofSeconds(120),
                Duration.ofSeconds(180),
                Duration.ofSeconds(60),
                32L * 1024 * 1024,
                Duration.ofSeconds(2),
                Duration.ofMillis(200));
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
