package dev.originpull.it.broken;

import dev.originpull.it.process.FreePort;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** On every loopback address: connections are taken, and nothing is ever said. They stay in the listener's queue. */
public final class Silent implements Server {
    private static final int QUEUE = 4096;

    private final ServerSocket listener;

    private Silent(ServerSocket listener) {
        this.listener = listener;
    }

    public static Silent start() throws IOException {
        return new Silent(new ServerSocket(FreePort.next(), QUEUE, InetAddress.getByName("0.0.0.0")));
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not close the listener on port " + port(), e);
        }
    }
}
