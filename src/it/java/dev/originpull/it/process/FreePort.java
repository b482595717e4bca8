package dev.originpull.it.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that have to be told one. They lie below Linux' range for outgoing connections (32768 and up), so no
 * client takes one between the look and the server's bind; where the search begins depends on the process, so two test
 * runs on one machine seldom meet.
 */
public final class FreePort {
    private static final int LOWEST = 15_000;
    private static final int COUNT = 15_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % COUNT));

    private FreePort() {}

    /** A port nobody listens on, on IPv4 and IPv6, never given out before by this process. */
    public static int next() {
        for (int tried = 0; tried < COUNT; tried++) {
            int port = LOWEST + NEXT.getAndIncrement() % COUNT;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port from " + LOWEST + " to " + (LOWEST + COUNT - 1));
    }

    private static boolean isFree(int port) {
        // The wildcard address: a listener on either loopback address is in its way.
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
