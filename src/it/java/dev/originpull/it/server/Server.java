package dev.originpull.it.server;

/** A running server on the loopback addresses. */
public interface Server extends AutoCloseable {
    /** The port of its TLS listener. */
    int port();

    /** Where originpull finds it. */
    default String address() {
        return "127.0.0.1:" + port();
    }

    @Override
    void close();
}
