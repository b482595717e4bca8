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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
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
    private static final Duration NAMES_EVERY = Duration.ofSeconds(1);
    private static final Duration HEAP_EVERY = Duration.ofSeconds(10);
    /** Where nothing but the time of the last look is new. */
    private static final Duration STATE_ANYWAY_EVERY = Duration.ofMinutes(5);

    private static final Duration LONGEST_LOOKUP = Duration.ofSeconds(5);
    /** So long a reload waits for the addresses of names; later answers are taken up as they come. */
    private static final Duration LONGEST_WAIT_FOR_NAMES = Duration.ofSeconds(5);
    /** So long what an earlier process knew waits for names that have no address now. */
    private static final Duration MEMORIES_KEPT = Duration.ofHours(1);

    private static final Duration LONGEST_DECISION = Duration.ofMinutes(1);
    private static final Duration LAST_STATE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final Loader loader;
    private final Clock clock;
    private final Names names;
    private final Monitor monitor;
    /** Where it is decided what is watched. Nothing that may not answer is asked here. */
    private final Housekeeping housekeeping;

    private final Housekeeping lookingUp;
    private final Housekeeping readingKeys;
    private final Housekeeping keepingState;
    private final Housekeeping reloads;
    private final Keeper keeper;
    private final AtomicReference<CompletableFuture<ReloadOutcome>> reloading = new AtomicReference<>();
    private volatile Taker taker = config -> {};
    private volatile Settings settings;
    private volatile ReloadOutcome lastReload;
    private volatile Optional<OriginLog> originLog = Optional.empty();
    private volatile boolean ready;
    private volatile Map<String, String> keyTroubles = Map.of();
    private volatile boolean namesKnown;
    private final AtomicBoolean namesAsked = new AtomicBoolean();
    private long namesKnownAt;
    private boolean othersForgotten;
    private final long began = System.nanoTime();

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
        this.housekeeping = new Housekeeping("housekeeping", clock);
        this.lookingUp = new Housekeeping("names", clock);
        this.readingKeys = new Housekeeping("key-files", clock);
        this.keepingState = new Housekeeping("state-file", clock);
        this.reloads = new Housekeeping("reload", clock);
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
        housekeeping.later(Duration.ZERO, this::watchWhatIsKnown);
        housekeeping.every(NAMES_EVERY, this::takeNewAddresses);
        lookingUp.later(Duration.ZERO, this::lookUpNames);
        lookingUp.every(NAMES_EVERY, this::lookUpNamesWhenDue);
        readingKeys.every(KEY_FILES_EVERY, this::readChangedKeyFiles);
        keepingState.every(STATE_EVERY, this::keepState);
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
        reloads.soon(() -> {
                    reloading.set(null);
                    return reloadNow();
                })
                .whenComplete((outcome, bug) -> {
                    if (bug == null) {
                        mine.complete(outcome);
                    } else {
                        if (!Turns.isCancelled(bug)) {
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
            Duration longest = decide(() -> takeUp(next));
            // Names may take their time, and until their addresses are known, origins are looked at as before.
            namesAsked.set(true);
            lookingUp
                    .soon(this::lookUpNow)
                    .completeOnTimeout(false, LONGEST_WAIT_FOR_NAMES.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            decide(() -> {
                watchWhatIsKnown();
                present(next.identities(), longest);
                return true;
            });
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

    /** Where all else is decided, one thing after the other; not waited for when the agent ends meanwhile. */
    private <T> T decide(Supplier<T> change) {
        return housekeeping
                .soon(change)
                .orTimeout(LONGEST_DECISION.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /**
     * All but what is watched.
     *
     * @return the timeout of looks that may be under way
     */
    private Duration takeUp(Settings next) {
        Settings before = settings;
        Map<String, Presentation> both = new HashMap<>(before.identities());
        both.putAll(next.identities());
        Duration longest =
                longer(before.config().probe().timeout(), next.config().probe().timeout());
        settings = next;
        present(both, longest);
        follow(before.config().originLog(), next.config());
        return longest;
    }

    /** @param timeout of looks that may be under way */
    private void present(Map<String, Presentation> next, Duration timeout) {
        Map<String, Identities> identities = new HashMap<>();
        next.forEach((name, presentation) -> identities.put(name, presentation.identities()));
        Runnable closeOld = monitor.presenters().present(identities);
        // A look without the forged certificate, and a whole one after it.
        housekeeping.later(timeout.multipliedBy(2).plus(KEY_FILES_EVERY), closeOld::run);
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

    private void watchWhatIsKnown() {
        names.takeNews();
        monitor.watch(settings.config(), names.known());
        if (namesKnown || Roster.names(settings.config()).isEmpty()) {
            ready = true;
        }
    }

    /** What an earlier process knew may still be wanted for names that have no address at the moment. */
    private void forgetOthers() {
        boolean waitsForNone = namesKnown && names.areAllAnswered();
        if (!othersForgotten && ready && (waitsForNone || System.nanoTime() - began > MEMORIES_KEPT.toNanos())) {
            othersForgotten = true;
            monitor.forgetOthers();
        }
    }

    private void takeNewAddresses() {
        if (names.takeNews() || namesKnown != ready) {
            watchWhatIsKnown();
        }
        forgetOthers();
    }

    private void lookUpNames() throws InterruptedException {
        namesAsked.set(false);
        names.addressesOf(Roster.names(settings.config()));
        namesKnownAt = System.nanoTime();
        namesKnown = true;
        housekeeping.soon(() -> {
            takeNewAddresses();
            return true;
        });
    }

    /** For a reload; not where a round that was due has asked already. */
    private boolean lookUpNow() {
        try {
            if (namesAsked.get()) {
                lookUpNames();
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void lookUpNamesWhenDue() throws InterruptedException {
        Duration interval = settings.config().probe().interval();
        boolean due = System.nanoTime() - namesKnownAt >= interval.toNanos();
        if (!namesKnown
                || namesAsked.get()
                || (due && !Roster.names(settings.config()).isEmpty())) {
            lookUpNames();
        }
    }

    private void readChangedKeyFiles() {
        Map<String, Presentation> read = new LinkedHashMap<>();
        Map<String, String> troubles = new HashMap<>();
        Settings before = settings;
        for (Map.Entry<String, Presentation> entry : before.identities().entrySet()) {
            if (entry.getValue().changedOnDisk() && entry.getValue().files().isPresent()) {
                try {
                    read.put(
                            entry.getKey(),
                            Presentation.load(entry.getValue().files().get()));
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
        if (!read.isEmpty()) {
            housekeeping.soon(() -> takeUp(before, read));
        }
    }

    /** Of identities that a reload has read anew meanwhile, its reading is the newer one. */
    private boolean takeUp(Settings before, Map<String, Presentation> read) {
        Settings now = settings;
        Map<String, Presentation> next = new LinkedHashMap<>(now.identities());
        read.forEach((name, presentation) -> next.computeIfPresent(
                name, (same, held) -> held.equals(before.identities().get(name)) ? presentation : held));
        settings = new Settings(now.config(), next, now.warnings());
        present(next, now.config().probe().timeout());
        return true;
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

    /** When each kind of background work was last free, by its name in metrics. */
    public Map<String, Instant> housekeeping() {
        Map<String, Instant> lastRuns = new LinkedHashMap<>();
        lastRuns.put("schedule", housekeeping.lastRun());
        lastRuns.put("names", lookingUp.lastRun());
        lastRuns.put("key_files", readingKeys.lastRun());
        lastRuns.put("state_file", keepingState.lastRun());
        lastRuns.put("reload", reloads.lastRun());
        return lastRuns;
    }

    /**
     * Ends: begins no look any more, waits for those under way, and keeps what is known.
     *
     * @param limit how long to wait
     */
    public void close(Duration limit) throws InterruptedException {
        endHousekeeping();
        originLog.ifPresent(OriginLog::close);
        monitor.close(limit);
        // Before anything is watched there is nothing to keep, and what an earlier process kept must stay.
        if (ready) {
            keepingState
                    .soon(() -> {
                        keeper.keep(monitor.standings());
                        return true;
                    })
                    .completeOnTimeout(false, LAST_STATE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        keepingState.close();
    }

    private void endHousekeeping() {
        List<Housekeeping> all = List.of(reloads, readingKeys, lookingUp, housekeeping);
        all.forEach(Housekeeping::shut);
        all.forEach(Housekeeping::close);
    }

    @Override
    public void close() {
        endHousekeeping();
        keepingState.close();
        originLog.ifPresent(OriginLog::close);
        monitor.close();
    }
}
