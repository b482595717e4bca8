package dev.originpull.agent.web;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.config.WebTls;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS context for new connections. When somebody connects, its files are looked at, at most once a second and beside the
 * handshake, which does not wait for a disk: what has been replaced is shown to whom comes next. Files that do not go together,
 * as between the replacement of one and the other, change nothing. Thread-safe.
 */
final class ServerTls {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

    private final WebTls settings;
    private final Executor disk;
    private final AtomicLong lastLook = new AtomicLong(System.nanoTime());
    private volatile SslContext context;
    /** Guarded by this. */
    private List<String> seen;

    private ServerTls(WebTls settings, Executor disk, List<String> seen, SslContext context) {
        this.settings = settings;
        this.disk = disk;
        this.seen = seen;
        this.context = context;
    }

    /** Reads the files for the first time. */
    static ServerTls load(WebTls settings, Executor disk) throws IOException {
        List<String> state = state(settings);
        return new ServerTls(settings, disk, state, TlsFiles.load(settings));
    }

    SslContext current() {
        long last = lastLook.get();
        long now = System.nanoTime();
        if (now - last >= INTERVAL && lastLook.compareAndSet(last, now)) {
            try {
                disk.execute(this::look);
            } catch (RejectedExecutionException e) {
                LOG.debug("Too busy to look whether the files of web.tls have changed.");
            }
        }
        return context;
    }

    private synchronized void look() {
        List<String> state = state(settings);
        if (state.equals(seen)) {
            return;
        }
        // Whether it can be used or not: what is broken is told once.
        seen = state;
        try {
            context = TlsFiles.load(settings);
            LOG.info("The files of web.tls were replaced, and are in use.");
        } catch (IOException e) {
            LOG.warn(
                    "The files of web.tls were replaced, but the ones from before stay in use: {}",
                    Printable.whole(String.valueOf(e.getMessage())));
        }
    }

    private static List<String> state(WebTls settings) {
        return Stream.concat(Stream.of(settings.certFile(), settings.keyFile()), settings.clientCaFile().stream())
                .map(ServerTls::state)
                .toList();
    }

    /** Another file in its place is another inode, even of the same second and size. */
    private static String state(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "not there";
        }
    }
}
