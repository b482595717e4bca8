package dev.originpull.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that listens on a loopback port until it is closed, or until the benchmark ends. */
final class Daemon implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 20;
    private static final long STOP_SECONDS = 3;

    private final Process process;
    private final Thread atExit;

    private Daemon(Process process) {
        this.process = process;
        this.atExit = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts it and waits until its port takes connections. What it prints goes to a file. */
    static Daemon start(List<String> words, int port, Path output) throws BenchException, InterruptedException {
        return start(words, port, output, START);
    }

    /** As {@link #start(List, int, Path)}, for one that may take longer to listen. */
    static Daemon start(List<String> words, int port, Path output, Duration patience)
            throws BenchException, InterruptedException {
        Daemon daemon = new Daemon(Command.start(words, output));
        long until = System.nanoTime() + patience.toNanos();
        while (!listens(port)) {
            if (daemon.process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > until) {
                daemon.close();
                throw new BenchException("Did not listen on port " + port + ": " + String.join(" ", words) + "\n"
                        + Command.printed(output));
            }
        }
        return daemon;
    }

    /** A port that nobody listened on a moment ago. */
    static int freePort() throws BenchException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchException("No free port on loopback: " + e.getMessage() + ".", e);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
