package dev.originpull.it.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that keeps running and listens on a port, until it is closed or the JVM ends. */
public final class Daemon implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(15);
    private static final Duration STOP = Duration.ofSeconds(3);

    private final Process process;
    private final Thread atExit = new Thread(this::end);

    private Daemon(Process process) {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts the program and waits until its port takes connections.
     *
     * @param home working directory; what the program prints goes to {@code output.log} in it
     * @throws IllegalStateException if the program ends or the port stays closed; the message holds every {@code *.log}
     *     file in {@code home}
     */
    public static Daemon start(List<String> words, Map<String, String> environment, Path home, int port) {
        return start(words, environment, home, port, START);
    }

    /** The same for a program that needs another time until it listens. */
    public static Daemon start(
            List<String> words, Map<String, String> environment, Path home, int port, Duration limit) {
        try {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(home.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("output.log").toFile());
            builder.environment().putAll(environment);
            Daemon daemon = new Daemon(builder.start());
            boolean settled = Await.until(limit, () -> !daemon.process.isAlive() || accepts(port));
            if (!settled || !daemon.process.isAlive()) {
                daemon.close();
                throw new IllegalStateException(
                        "Did not start to listen on port " + port + ": " + String.join(" ", words) + logs(home));
            }
            return daemon;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not run " + String.join(" ", words), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Sends it a signal, as {@code HUP}. */
    public void signal(String name) {
        Command.of("kill", "-" + name, String.valueOf(pid())).succeed();
    }

    /** What it ended with; empty if it still runs after this time. */
    public OptionalInt awaitEnd(Duration limit) {
        return Await.until(limit, () -> !process.isAlive()) ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String logs(Path home) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(home)) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                text.append("\n--- ").append(log.getFileName()).append('\n');
                text.append(new String(Files.readAllBytes(log), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    /** Asks the program to end, and its children with it; ends them the hard way where that takes too long. */
    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void end() {
        // Listed before the parent ends: afterwards they are nobody's descendants.
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
