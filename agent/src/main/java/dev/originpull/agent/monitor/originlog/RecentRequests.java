package dev.originpull.agent.monitor.originlog;

import dev.originpull.agent.config.AddressRange;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.OriginLogSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the access logs say of a hostname's requests of late. Looks at the end of each file, {@value #TAIL} bytes at most, and
 * not at what has been rotated away.
 *
 * @param fromCloudflare how many requests came from Cloudflare's ranges, by what became of the certificate
 * @param since from when on they are counted: later than was asked for, where the files' ends do not reach back that far
 */
public record RecentRequests(Map<ClientVerify, Long> fromCloudflare, Instant since) {
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
            tally.read(file);
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
        private Instant reached;

        Tally(Hostname hostname, List<AddressRange> ranges, Instant since) {
            this.hostname = hostname;
            this.ranges = ranges;
            this.since = since;
            this.reached = since;
        }

        void read(Path file) throws IOException {
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
                if (from > 0
                        && ends.first.filter(first -> first.isAfter(reached)).isPresent()) {
                    reached = ends.first.get();
                }
            }
        }

        private void take(String text, Ends ends) {
            if (ends.cut) {
                // The first line has lost its beginning.
                ends.cut = false;
                return;
            }
            LogLine.parse(text).ifPresent(line -> {
                Optional<Instant> at = line.instant();
                ends.first = ends.first.or(() -> at);
                boolean counts = at.filter(when -> !when.isBefore(since)).isPresent()
                        && name(line.host()).equals(hostname.name())
                        && FromCloudflare.of(line.client(), ranges) == FromCloudflare.YES;
                if (counts) {
                    this.counts.merge(ClientVerify.of(line.verify()), 1L, Long::sum);
                }
            });
        }

        private static String name(String host) {
            String lower = host.toLowerCase(Locale.ROOT);
            return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        }
    }

    /** What is remembered while a file is read. */
    private static final class Ends {
        private boolean cut;
        private Optional<Instant> first = Optional.empty();

        Ends(boolean cut) {
            this.cut = cut;
        }
    }
}
