package dev.originpull.agent.monitor.originlog;

import dev.originpull.agent.config.AddressRange;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.OriginLogSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the access logs say of a hostname's requests of late. Looks at the end of each file, {@value #TAIL} bytes at most, and where it
 * does not reach back far enough at the one before it, {@code access.log.1}, unless that is compressed.
 *
 * @param fromCloudflare how many requests came from Cloudflare's ranges, by what became of the certificate
 * @param since from when on the logs tell of every request: later than was asked for, where one of them does not reach back that
 *     far, and empty where none holds a request at all
 */
public record RecentRequests(Map<ClientVerify, Long> fromCloudflare, Optional<Instant> since) {
    private static final String BEFORE = ".1";

    /** Some 250,000 requests. */
    static final long TAIL = 64L << 20;

    private static final int PIECE = 64 * 1024;

    public RecentRequests {
        fromCloudflare = Map.copyOf(fromCloudflare);
    }

    /**
     * Reads the logs.
     *
     * @throws IOException where one of them cannot be read
     */
    public static RecentRequests read(OriginLogSettings settings, Hostname hostname, Instant since) throws IOException {
        Tally tally = new Tally(hostname, settings.cloudflareRanges(), since);
        for (Path file : settings.files()) {
            Path before = file.resolveSibling(file.getFileName() + BEFORE);
            tally.read(file, settings.files().contains(before) ? Optional.empty() : Optional.of(before));
        }
        return new RecentRequests(tally.counts, tally.reached);
    }

    /** How many of them came with this result. */
    public long count(ClientVerify result) {
        return fromCloudflare.getOrDefault(result, 0L);
    }

    private static final class Tally {
        private final Hostname hostname;
        private final List<AddressRange> ranges;
        private final Instant since;
        private final Map<ClientVerify, Long> counts = new EnumMap<>(ClientVerify.class);
        private Optional<Instant> reached = Optional.empty();

        Tally(Hostname hostname, List<AddressRange> ranges, Instant since) {
            this.hostname = hostname;
            this.ranges = ranges;
            this.since = since;
        }

        void read(Path file, Optional<Path> before) throws IOException {
            Ends ends = read(file);
            Optional<Instant> earliest = ends.earliest;
            if (!ends.cut && earliest.filter(begin -> !begin.isAfter(since)).isEmpty() && before.isPresent()) {
                earliest = rotated(before.get()).or(() -> ends.earliest);
            }
            Optional<Instant> begin = earliest.map(first -> first.isBefore(since) ? since : first);
            reached = begin.filter(later ->
                            reached.filter(known -> !later.isAfter(known)).isEmpty())
                    .or(() -> reached);
        }

        /** Servers write to the one file, and then to the next: there is no gap between them. */
        private Optional<Instant> rotated(Path before) {
            try {
                if (!Files.isRegularFile(before)) {
                    return Optional.empty();
                }
                return Files.getLastModifiedTime(before).toInstant().isBefore(since)
                        ? Optional.of(since)
                        : read(before).earliest;
            } catch (IOException unreadable) {
                // Then the log itself is all there is.
                return Optional.empty();
            }
        }

        private Ends read(Path file) throws IOException {
            // Opening a pipe, as one that a log daemon reads, would wait for a writer, and take its lines away.
            if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
                throw new IOException(file + " is no regular file");
            }
            try (SeekableByteChannel channel = Files.newByteChannel(file)) {
                long from = Math.max(0, channel.size() - TAIL);
                channel.position(from);
                LineBuffer lines = new LineBuffer();
                Ends ends = new Ends(from > 0);
                ByteBuffer piece = ByteBuffer.allocate(PIECE);
                while (channel.read(piece) > 0) {
                    piece.flip();
                    lines.add(piece, line -> take(line, ends), () -> {});
                    piece.clear();
                }
                return ends;
            }
        }

        private void take(String text, Ends ends) {
            if (ends.torn) {
                ends.torn = false;
                return;
            }
            LogLine.parse(text).ifPresent(line -> {
                Optional<Instant> at = line.instant();
                at.ifPresent(ends::saw);
                boolean counts = at.filter(when -> !when.isBefore(since)).isPresent()
                        && isOverTls(line.verify())
                        && name(line.host()).equals(hostname.name())
                        && FromCloudflare.of(line.client(), ranges) == FromCloudflare.YES;
                if (counts) {
                    this.counts.merge(ClientVerify.of(line.verify()), 1L, Long::sum);
                }
            });
        }

        /** Without TLS there is no word of a certificate: nobody was asked for one, nor will be. */
        private static boolean isOverTls(String verify) {
            return !verify.isEmpty() && !verify.equals("-");
        }

        private static String name(String host) {
            String lower = host.toLowerCase(Locale.ROOT);
            return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        }
    }

    /** What is remembered while a file is read. */
    private static final class Ends {
        private final boolean cut;
        /** Whether the next line has lost its beginning. */
        private boolean torn;

        private Optional<Instant> earliest = Optional.empty();

        Ends(boolean cut) {
            this.cut = cut;
            this.torn = cut;
        }

        void saw(Instant at) {
            if (earliest.filter(known -> !at.isBefore(known)).isEmpty()) {
                earliest = Optional.of(at);
            }
        }
    }
}
