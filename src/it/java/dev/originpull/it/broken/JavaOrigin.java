package dev.originpull.it.broken;

import dev.originpull.it.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** An origin that does the same with each of its connections, each in a thread of its own. */
final class JavaOrigin implements Server {
    private static final int BACKLOG = 50;

    private final ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Layer layer;
    private final Conversation conversation;

    private JavaOrigin(Layer layer, Conversation conversation) throws IOException {
        this.layer = layer;
        this.conversation = conversation;
    }

    /** An origin that speaks through this layer. */
    static JavaOrigin start(Layer layer, Conversation conversation) throws IOException {
        JavaOrigin origin = new JavaOrigin(layer, conversation);
        origin.thread(origin::accept);
        return origin;
    }

    private void thread(Runnable work) {
        Thread thread = new Thread(work, "origin on port " + port());
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                thread(() -> converse(socket));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void converse(Socket tcp) {
        try (tcp;
                Socket stream = layer.over(tcp)) {
            conversation.run(new Connection(tcp, stream, closed));
        } catch (IOException clientLeft) {
            // The client decides when it has seen enough.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(tcp);
        }
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not close the origin on port " + port(), e);
        }
    }
}
