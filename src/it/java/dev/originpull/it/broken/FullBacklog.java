package dev.originpull.it.broken;

import dev.originpull.it.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A listener that never accepts, with its queue full: Linux drops whatever else comes, as a firewall would. */
final class FullBacklog implements Server {
    private static final int ENOUGH = 16;
    private static final int TIMEOUT_MILLIS = 200;

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> queue = new ArrayList<>();

    private FullBacklog() throws IOException {}

    static FullBacklog start() throws IOException {
        FullBacklog origin = new FullBacklog();
        for (int i = 0; i < ENOUGH; i++) {
            Socket socket = new Socket();
            origin.queue.add(socket);
            try {
                socket.connect(origin.listener.getLocalSocketAddress(), TIMEOUT_MILLIS);
            } catch (SocketTimeoutException full) {
                return origin;
            }
        }
        origin.close();
        throw new IOException("The queue of a listener took " + ENOUGH + " connections and was not full");
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            for (Socket socket : queue) {
                socket.close();
            }
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not close the listener on port " + port(), e);
        }
    }
}
