package dev.originpull.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The servers of a test class: each started when it is first asked for, all closed after the last test. */
public final class Origins implements AfterAllCallback {
    /** Starts a server in an empty directory of its own. */
    @FunctionalInterface
    public interface Start {
        Server in(Path home) throws IOException;
    }

    private final Map<Path, Server> running = new ConcurrentHashMap<>();

    /** The server that lives in this directory, started by now. */
    public Server get(Path home, Start start) {
        return running.computeIfAbsent(home, directory -> {
            try {
                return start.in(Files.createDirectories(directory));
            } catch (IOException e) {
                throw new UncheckedIOException("Could not start the server in " + directory, e);
            }
        });
    }

    @Override
    public void afterAll(ExtensionContext context) {
        running.values().forEach(Server::close);
    }
}
