package dev.originpull.it.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Clients that connect as soon as a port is open, say nothing, and are followed by others when they are cut off. */
final class ManyClients implements AutoCloseable {
    private static final long PAUSE_NANOS = 2_000_000;

    private final InetSocketAddress address;
    private final int most;
    private final Thread thread = new Thread(this::run, "many-clients");
    private final AtomicInteger connected = new AtomicInteger();
    private volatile boolean closed;

    private ManyClients(int port, int most) {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.most = most;
    }

    /** @param most how many there are at a time */
    static ManyClients connect(int port, int most) {
        ManyClients clients = new ManyClients(port, most);
        clients.thread.setDaemon(true);
        clients.thread.start();
        return clients;
    }

    /** How many have connected so far. */
    int connected() {
        return connected.get();
    }

    private void run() {
        Deque<Socket> sockets = new ArrayDeque<>();
        try {
            while (!closed) {
                Socket socket = new Socket();
                try {
                    socket.connect(address);
                    sockets.add(socket);
                    connected.incrementAndGet();
                } catch (IOException notYet) {
                    socket.close();
                }
                if (sockets.size() > most) {
                    sockets.remove().close();
                }
                if (connected.get() > most) {
                    // All are there: from now on only those are replaced that were cut off.
                    LockSupport.parkNanos(PAUSE_NANOS * 50);
                } else {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
