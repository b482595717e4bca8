package dev.originpull.agent.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An address that stays the same while the origin behind it becomes another one, or nobody: then it takes connections and is silent. */
final class Relay implements AutoCloseable {
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger taken = new AtomicInteger();
    private volatile Optional<InetSocketAddress> behind;

    private Relay(ServerSocket listener, Optional<InetSocketAddress> behind) {
        this.listener = listener;
        this.behind = behind;
    }

    static Relay to(InetSocketAddress origin) throws IOException {
        return start(Optional.of(origin));
    }

    static Relay hanging() throws IOException {
        return start(Optional.empty());
    }

    private static Relay start(Optional<InetSocketAddress> behind) throws IOException {
        Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behind);
        daemon(relay::accept);
        return relay;
    }

    /** From the next connection on. */
    void turnTo(InetSocketAddress origin) {
        behind = Optional.of(origin);
    }

    void hang() {
        behind = Optional.empty();
    }

    /** As originpull.yaml has it. */
    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many connections came until now. */
    int taken() {
        return taken.get();
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                open.add(client);
                taken.incrementAndGet();
                if (behind.isPresent()) {
                    join(client, behind.get());
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void join(Socket client, InetSocketAddress origin) throws IOException {
        Socket server = new Socket(origin.getAddress(), origin.getPort());
        open.add(server);
        daemon(() -> pump(client, server));
        daemon(() -> pump(server, client));
    }

    private static void pump(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException ended) {
            // Either side may end.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
