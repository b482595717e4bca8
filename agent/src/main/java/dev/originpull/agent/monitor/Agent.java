package dev.originpull.agent.monitor;

import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.ConfigException;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.OriginEntry;
import dev.originpull.agent.config.OriginLogSettings;
import dev.originpull.agent.monitor.originlog.OriginLog;
import dev.originpull.agent.pki.CredentialException;
import dev.originpull.agent.probe.Identities;
import dev.originpull.agent.verdict.Judge;
import dev.originpull.agent.verdict.OriginReport;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the origins of a configuration: looks at each once an interval, takes up changes of the configuration, of key files and of
 * names, and keeps what it knows in a file. Thread-safe.
 */
public final class Agent implements Fleet, AutoCloseable {
    private static final Duration KEY_FILES_EVERY = Duration.ofSeconds(5);
    private static final Duration STATE_EVERY = Duration.ofSeconds(10);
    private static final Duration HEAP_EVERY = Duration.ofSeconds(10);
    /** Where nothing but the time of the last look is new. */
    private static final Duration STATE_ANYWAY_EVERY = Duration.ofMinutes(5);

    private static final Duration LONGEST_LOOKUP = Duration.ofSeconds(5);
    private static final Duration SHORTEST_BETWEEN_LOOKUPS = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final Loader loader;
    private final Clock clock;
    private final Names names;
    private final Monitor monitor;
    private final Housekeeping housekeeping = new Housekeeping();
    private final Keeper keeper;
    private final AtomicReference<CompletableFuture<ReloadOutcome>> reloading = new AtomicReference<>();
    private volatile Taker taker = config -> {};
    private volatile Settings settings;
    private volatile ReloadOutcome lastReload;
    private volatile Optional<OriginLog> originLog = Optional.empty();
    private volatile boolean ready;
    private volatile Map<String, String> keyTroubles = Map.of();
    private Instant namesKnownAt = Instant.MIN;

    /** Reads the configuration again. */
    @FunctionalInterface
    public interface Loader {
        /**
         * Reads it.
         *
         * @param before what it was until now: key files that are the same still need not be read again
         */
        Settings load(Settings before) throws ConfigException;
    }

    /** Takes up the part of a configuration that is not the agent's own, before that: who fails keeps all from being taken up. */
    @FunctionalInterface
    public interface Taker {
        void take(AgentConfig config) throws ConfigException;
    }

    /** What an agent needs from outside. */
    public record Surroundings(Judge judge, Meters meters, String userAgent, Lookups.Lookup lookup, Clock clock) {}

    private Agent(Settings settings, Loader loader, Optional<Path> stateFile, Surroundings surroundings) {
        this.settings = settings;
        this.loader = loader;
        this.clock = surroundings.clock();
        this.names = new Names(new Lookups(surroundings.lookup(), LONGEST_LOOKUP));
        this.keeper = new Keeper(stateFile.map(StateFile::new), surroundings.clock());
        this.lastReload = new ReloadOutcome(clock.instant(), clock.instant(), List.of());
        this.monitor = new Monitor(
                settings.config().probe(),
                surroundings.judge(),
                surroundings.meters(),
                surroundings.userAgent(),
                surroundings.clock(),
                keeper.remembered());
    }

    /**
     * Begins to watch.
     *
     * @param stateFile where results survive a restart; empty where they do not
     */
    public static Agent start(Settings settings, Loader loader, Optional<Path> stateFile, Surroundings surroundings) {
        Agent agent = prepare(settings, loader, stateFile, surroundings);
        agent.begin();
        return agent;
    }

    /** As {@link #start}, but looks at nothing until {@link #begin}. */
    public static Agent prepare(Settings settings, Loader loader, Optional<Path> stateFile, Surroundings surroundings) {
        return new Agent(settings, loader, stateFile, surroundings);
    }

    /** Begins to watch; to be called once. */
    public void begin() {
        keeper.tidy();
        present(settings.identities(), settings.config().probe().timeout());
        follow(Optional.empty(), settings.config());
        housekeeping.later(Duration.ZERO, this::lookUpNames);
        housekeeping.every(SHORTEST_BETWEEN_LOOKUPS, this::lookUpNamesWhenDue);
        housekeeping.every(KEY_FILES_EVERY, this::readChangedKeyFiles);
        housekeeping.every(STATE_EVERY, this::keepState);
        housekeeping.every(HEAP_EVERY, OldGeneration::collect);
    }

    /** Whether all origins have their place in the schedule. */
    public boolean isReady() {
        return ready;
    }

    /** The configuration in force. */
    public AgentConfig config() {
        return settings.config();
    }

    /** Who takes up each configuration after the first. */
    public void onReload(Taker other) {
        taker = other;
    }

    /**
     * Reads the configuration again: all of it is taken up, or nothing.
     *
     * @return how it went; requests that come before it has begun are one
     */
    public CompletionStage<ReloadOutcome> reload() {
        CompletableFuture<ReloadOutcome> mine = new CompletableFuture<>();
        CompletableFuture<ReloadOutcome> waiting = reloading.compareAndExchange(null, mine);
        if (waiting != null) {
            return waiting;
        }
        housekeeping
                .soon(() -> {
                    reloading.set(null);
                    return reloadNow();
                })
                .whenComplete((outcome, bug) -> {
                    if (bug == null) {
                        mine.complete(outcome);
                    } else {
                        if (!(bug instanceof CancellationException)) {
                            LOG.error("a bug in originpull while the configuration was reloaded", bug);
                        }
                        mine.completeExceptionally(bug);
                    }
                });
        return mine;
    }

    private ReloadOutcome reloadNow() {
        Instant now = clock.instant();
        try {
            Settings next = loader.load(settings);
            taker.take(next.config());
            next.warnings().forEach(LOG::warn);
            Optional<OriginLogSettings> followed = settings.config().originLog();
            Map<String, Presentation> both = new HashMap<>(settings.identities());
            both.putAll(next.identities());
            Duration longest = longer(
                    settings.config().probe().timeout(), next.config().probe().timeout());
            settings = next;
            // Names may take their time, and until their addresses are known, origins are looked at as before.
            present(both, longest);
            follow(followed, next.config());
            lookUpNames();
            present(next.identities(), longest);
            lastReload = new ReloadOutcome(now, now, List.of());
            LOG.info("configuration reloaded: {} origins", monitor.watches().size());
        } catch (ConfigException e) {
            lastReload = new ReloadOutcome(now, lastReload.lastSuccess(), e.complaints());
            LOG.error("configuration not reloaded, the last good one stays: {}", String.join("; ", e.complaints()));
        } catch (RuntimeException bug) {
            lastReload = new ReloadOutcome(now, lastReload.lastSuccess(), List.of("a bug in originpull, see its log"));
            throw bug;
        }
        return lastReload;
    }

    /** @param timeout of looks that may be under way */
    private void present(Map<String, Presentation> next, Duration timeout) {
        Map<String, Identities> identities = new HashMap<>();
        next.forEach((name, presentation) -> identities.put(name, presentation.identities()));
        Runnable closeOld = monitor.presenters().present(identities);
        // A look without the forged certificate, and a whole one after it.
        housekeeping.later(timeout.multipliedBy(2).plus(KEY_FILES_EVERY), closeOld);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** A log that is followed already goes on where it is, and its counts too. */
    private void follow(Optional<OriginLogSettings> before, AgentConfig config) {
        Set<Hostname> hostnames =
                config.origins().stream().map(OriginEntry::hostname).collect(Collectors.toSet());
        if (before.equals(config.originLog())) {
            originLog.ifPresent(log -> log.watch(hostnames));
            return;
        }
        originLog.ifPresent(OriginLog::close);
        originLog = config.originLog().map(wanted -> new OriginLog(wanted, hostnames));
        originLog.ifPresent(OriginLog::start);
    }

    private void lookUpNames() {
        try {
            AgentConfig config = settings.config();
            Map<Hostname, List<InetAddress>> addresses = names.addressesOf(Roster.names(config));
            namesKnownAt = clock.instant();
            monitor.watch(config, addresses);
            ready = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookUpNamesWhenDue() {
        Duration interval = settings.config().probe().interval();
        boolean due = Duration.between(namesKnownAt, clock.instant()).abs().compareTo(interval) >= 0;
        if (!ready || (due && !Roster.names(settings.config()).isEmpty())) {
            lookUpNames();
        }
    }

    private void readChangedKeyFiles() {
        Map<String, Presentation> next = new LinkedHashMap<>(settings.identities());
        Map<String, String> troubles = new HashMap<>();
        boolean changed = false;
        for (Map.Entry<String, Presentation> entry : settings.identities().entrySet()) {
            if (entry.getValue().changedOnDisk() && entry.getValue().files().isPresent()) {
                try {
                    next.put(
                            entry.getKey(),
                            Presentation.load(entry.getValue().files().get()));
                    changed = true;
                    LOG.info("the identity '{}' is presented with what its files hold now", entry.getKey());
                } catch (CredentialException e) {
                    String trouble = String.valueOf(e.getMessage());
                    troubles.put(entry.getKey(), trouble);
                    if (!trouble.equals(keyTroubles.get(entry.getKey()))) {
                        LOG.warn("the identity '{}' stays as it was: {}", entry.getKey(), trouble);
                    }
                }
            }
        }
        keyTroubles = Map.copyOf(troubles);
        if (changed) {
            settings = new Settings(settings.config(), next, settings.warnings());
            present(next, settings.config().probe().timeout());
        }
    }

    private void keepState() {
        if (!ready || keeper.isResting()) {
            return;
        }
        boolean news =
                monitor.takeNews() || keeper.isKept().filter(kept -> !kept).isPresent();
        if (news || keeper.isOlderThan(STATE_ANYWAY_EVERY)) {
            keeper.keep(monitor.standings());
        }
    }

    @Override
    public List<Standing> standings() {
        return monitor.standings();
    }

    @Override
    public Optional<Standing> find(String id) {
        return monitor.find(id);
    }

    @Override
    public List<LeafFacts> leaves() {
        List<LeafFacts> leaves = new ArrayList<>();
        settings.identities()
                .forEach((name, presentation) ->
                        presentation.leaf().ifPresent(leaf -> leaves.add(LeafFacts.of(name, leaf))));
        return leaves;
    }

    @Override
    public ReloadOutcome lastReload() {
        return lastReload;
    }

    /** Whether what is presented is what the key files hold, by identity. */
    public Map<String, Boolean> keyFilesInForce() {
        Map<String, Boolean> inForce = new LinkedHashMap<>();
        settings.identities().forEach((name, presentation) -> {
            if (presentation.files().isPresent()) {
                inForce.put(name, !keyTroubles.containsKey(name));
            }
        });
        return inForce;
    }

    /** Whether the state file was written the last time that this was tried; empty where there is none. */
    public Optional<Boolean> isStateKept() {
        return keeper.isKept();
    }

    /** The origin's own access log; empty where none is configured. */
    public Optional<OriginLog> originLog() {
        return originLog;
    }

    /** What is watched, without what is known of it. */
    public List<Watch> watches() {
        return monitor.watches();
    }

    /** As {@link Monitor#lookNow}. */
    public CompletionStage<OriginReport> lookNow(Watch watch, Duration timeout) {
        return monitor.lookNow(watch, timeout);
    }

    /** Begins no look any more. */
    public void shut() {
        monitor.shut();
    }

    /**
     * Ends: begins no look any more, waits for those under way, and keeps what is known.
     *
     * @param limit how long to wait
     */
    public void close(Duration limit) throws InterruptedException {
        housekeeping.close();
        originLog.ifPresent(OriginLog::close);
        monitor.close(limit);
        // Before anything is watched there is nothing to keep, and what an earlier process kept must stay.
        if (ready) {
            keeper.keep(monitor.standings());
        }
    }

    @Override
    public void close() {
        housekeeping.close();
        originLog.ifPresent(OriginLog::close);
        monitor.close();
    }
}
