package dev.originpull.agent.monitor.originlog;

import dev.originpull.agent.config.AddressRange;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.OriginLogSettings;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the requests in access logs that are being written, from now on. Memory is bounded whatever is in them. Safe for use by
 * many threads; one thread of its own reads, once a second.
 */
public final class OriginLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OriginLog.class);

    /** In bytes, of a file in a round: some 30,000 requests. The others have their turn then. */
    private static final long BUDGET = 8L << 20;

    /** Rounds without a pause, for who has fallen behind. */
    private static final int ROUNDS = 16;

    private final List<AddressRange> cloudflareRanges;
    private final List<FollowedFile> files;
    private final Map<RequestKey, LongAdder> counts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread made = new Thread(run, "origin-log");
        made.setDaemon(true);
        return made;
    });
    private volatile Set<String> hostnames;
    private boolean closed;

    /** @param hostnames whose requests are told apart; those of others are counted together */
    public OriginLog(OriginLogSettings settings, Set<Hostname> hostnames) {
        this(settings, hostnames, Clock.systemUTC());
    }

    OriginLog(OriginLogSettings settings, Set<Hostname> hostnames, Clock clock) {
        this.cloudflareRanges = settings.cloudflareRanges();
        this.hostnames = names(hostnames);
        this.files = settings.files().stream()
                .map(file -> new FollowedFile(file, this::count, clock))
                .toList();
    }

    /** Begins to follow. The files' present ends are where counting begins, unless {@link #poll} was called before. */
    public void start() {
        poll();
        thread.scheduleWithFixedDelay(this::catchUp, 1, 1, TimeUnit.SECONDS);
    }

    /** Reads what has come since the last time, a bounded amount of each file. */
    public void poll() {
        round();
    }

    /** From now on tells these hostnames apart. What was counted of them stays; of hostnames that are gone it goes, too. */
    public void watch(Set<Hostname> others) {
        Set<String> kept = names(others);
        hostnames = kept;
        counts.keySet()
                .removeIf(
                        key -> !kept.contains(key.hostname()) && !key.hostname().equals(RequestKey.OTHER));
    }

    /** How many requests there have been, by kind; kinds of which there were none are left out. */
    public Map<RequestKey, Long> counts() {
        Map<RequestKey, Long> sums = new HashMap<>();
        counts.forEach((key, count) -> sums.put(key, count.sum()));
        return Map.copyOf(sums);
    }

    /** How it goes with each file, in the order of the settings. */
    public List<FileState> states() {
        return files.stream().map(FollowedFile::state).toList();
    }

    /** Ends the thread and closes the files; counts and states remain. */
    @Override
    public void close() {
        thread.shutdown();
        synchronized (this) {
            closed = true;
            files.forEach(FollowedFile::close);
        }
    }

    private void catchUp() {
        try {
            for (int i = 0; i < ROUNDS && round(); i++) {
                if (thread.isShutdown()) {
                    return;
                }
            }
        } catch (RuntimeException | Error bug) {
            // Thrown on, the thread would never read again, and nobody would know.
            LOG.error("a bug in originpull: the access logs are read again in a second", bug);
        }
    }

    private synchronized boolean round() {
        boolean more = false;
        if (!closed) {
            for (FollowedFile file : files) {
                more |= file.poll(BUDGET);
            }
        }
        return more;
    }

    private boolean count(String text) {
        return LogLine.parse(text)
                .map(line -> {
                    RequestKey key = new RequestKey(
                            hostname(line.host()),
                            ClientVerify.of(line.verify()),
                            FromCloudflare.of(line.client(), cloudflareRanges));
                    counts.computeIfAbsent(key, absent -> new LongAdder()).increment();
                    return true;
                })
                .orElse(false);
    }

    private String hostname(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        return hostnames.contains(name) ? name : RequestKey.OTHER;
    }

    private static Set<String> names(Set<Hostname> hostnames) {
        return hostnames.stream().map(Hostname::name).collect(Collectors.toUnmodifiableSet());
    }
}
