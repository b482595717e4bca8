package dev.originpull.agent.rollout;

import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.AgentConfigFile;
import dev.originpull.agent.config.ConfigException;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.OriginEntry;
import dev.originpull.agent.config.Printable;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.catalog.Nearest;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.install.Installer;
import dev.originpull.configgen.install.Outcome;
import dev.originpull.configgen.install.Progress;
import dev.originpull.configgen.install.Question;
import dev.originpull.configgen.install.RealDisk;
import dev.originpull.configgen.install.Status;
import dev.originpull.configgen.install.Step;
import dev.originpull.configgen.install.Trouble;
import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Located;
import dev.originpull.configgen.locate.Locator;
import dev.originpull.configgen.locate.Locators;
import dev.originpull.configgen.locate.Scope;
import dev.originpull.configgen.run.Ran;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Changes this host's web server, takes changes back, and tells how it stands: all that the command line asks for. For one thread. */
public final class HostChanges implements AutoCloseable {
    /** How long a guard waits for somebody else to be through with this host. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final AgentConfig config;
    private final Path file;
    private final OwnServer own;
    private final Clock clock;
    private final Leaves leaves;
    private final ProbeQuestion question;
    private final Locator locator;
    private final Map<String, Scope> scopes = new HashMap<>();
    private final Installer installer;
    private final Preparation preparation;

    private HostChanges(Path file, AgentConfig config, OwnServer own, Catalog catalog, Program program, Clock clock) {
        this.config = config;
        this.file = file;
        this.own = own;
        this.clock = clock;
        this.leaves = new Leaves(config, "originpull/" + program.version());
        this.question = new ProbeQuestion(config, leaves, clock);
        // Found when it is needed: to take a change back, nobody need be able to read the server's configuration.
        this.locator = (hostname, hook) ->
                Locators.of(own.program(), scope(hostname.name())).locate(hostname, hook);
        GuardCommand guard = new GuardCommand(program.launcher(), file);
        this.installer = new Installer(
                own.program(),
                locator,
                own.folders(),
                new RealDisk(),
                question,
                HostGuard.of(guard, own.settings().guard()),
                clock);
        this.preparation = new Preparation(config, file, own, catalog, leaves, program, clock);
    }

    /**
     * Reads originpull.yaml. None of the key files that it names is read before it is needed.
     *
     * @param catalog the servers that can be driven
     * @throws ConfigException with every mistake of the file, by line
     * @throws RolloutException where the file names no server that can be driven
     */
    public static HostChanges open(Path config, Catalog catalog, Program program)
            throws ConfigException, RolloutException {
        return of(config, AgentConfigFile.read(config.toAbsolutePath().normalize()), catalog, program);
    }

    /**
     * As {@link #open}, from what was read already.
     *
     * @param config where it was read from
     */
    public static HostChanges of(Path config, AgentConfig read, Catalog catalog, Program program)
            throws RolloutException {
        Path file = config.toAbsolutePath().normalize();
        return new HostChanges(file, read, OwnServer.of(read, file, catalog), catalog, program, Clock.systemUTC());
    }

    /** Makes a change that is proven to work, or none. */
    public Outcome apply(Wish wish, Progress progress) throws RolloutException, LocateException, InterruptedException {
        Optional<String> missing = Rights.missing(own.folders());
        if (missing.isPresent()) {
            progress.failed(Step.LOCK, missing.get());
            return new Outcome.Refused(missing.get());
        }
        // Before anything is read or resolved for the new change: neither can keep the old one from being rolled back.
        Optional<Outcome> obstacle = installer.clear(progress);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Preparation.Prepared prepared = preparation.of(wish);
        checkAddresses(wish.hostname(), prepared.addresses());
        return installer.apply(prepared.change(), prepared.gates(), progress);
    }

    /** Tries everything of a change that touches nothing. */
    public Installer.Preview preview(Wish wish, Progress progress)
            throws RolloutException, LocateException, InterruptedException, IOException {
        Preparation.Prepared prepared = preparation.of(wish);
        checkAddresses(wish.hostname(), prepared.addresses());
        return installer.preview(prepared.change(), prepared.gates(), progress);
    }

    /** Who answers for a hostname: where a hook is, or belongs. */
    public Located locate(Hostname hostname) throws LocateException, InterruptedException {
        return locator.locate(Preparation.renderable(hostname), hookLine(hostname));
    }

    /** The line that takes up the hostname's file. */
    public String hookLine(Hostname hostname) {
        return installer.hookLine(Preparation.renderable(hostname));
    }

    /** The line that the block around all blocks needs for the log; empty if no log is configured or the server needs none. */
    public Optional<String> outerHookLine(Hostname hostname) {
        return config.originLog().isEmpty()
                ? Optional.empty()
                : installer.outerHookLine(Preparation.renderable(hostname));
    }

    /** What our file of this hostname, or of the one that it shares its blocks with, sets; empty where there is none. */
    public Optional<Stage> stage(Hostname hostname) throws IOException {
        return installer.status(noted(hostname)).stage();
    }

    /** The hostname whose change concerns this one, as the journal has it: nothing but the journal is read. */
    private dev.originpull.configgen.render.Hostname noted(Hostname hostname) throws IOException {
        return new dev.originpull.configgen.render.Hostname(installer.owner(Preparation.renderable(hostname)));
    }

    /**
     * One wish for each set of blocks: hostnames of the same blocks are one change. Where it cannot be determined which blocks a hostname
     * has, it is a wish of its own, and its change says why.
     */
    public List<Wish> split(Wish wish, List<Hostname> hostnames) throws InterruptedException {
        Map<String, List<Hostname>> names = new LinkedHashMap<>();
        Map<String, Hostname> owners = new LinkedHashMap<>();
        for (Hostname hostname : hostnames) {
            Hostname owner = owner(hostname).orElse(hostname);
            String blocks = blocks(hostname, owner);
            owners.putIfAbsent(blocks, owner);
            names.computeIfAbsent(blocks, first -> new ArrayList<>()).add(hostname);
        }
        List<Wish> wishes = new ArrayList<>();
        names.forEach((blocks, asked) -> wishes.add(wish.of(owners.getOrDefault(blocks, asked.get(0)), asked)));
        return wishes;
    }

    private String blocks(Hostname hostname, Hostname owner) throws InterruptedException {
        try {
            return locator.locate(Preparation.renderable(hostname), hookLine(owner)).blocks().stream()
                    .map(block -> block.file() + ":" + block.closing())
                    .sorted()
                    .collect(Collectors.joining(" "));
        } catch (LocateException unknown) {
            return hostname.name();
        }
    }

    /** The hostname that has its line in every block of this one: its change is this one's as well. */
    private Optional<Hostname> owner(Hostname hostname) throws InterruptedException {
        try {
            locate(hostname);
            return Optional.empty();
        } catch (LocateException e) {
            Optional<Hostname> owner = e.owner().flatMap(name -> parsed(name.name()));
            return owner.isPresent() && shares(hostname, owner.get()) ? owner : Optional.empty();
        }
    }

    private boolean shares(Hostname hostname, Hostname owner) throws InterruptedException {
        try {
            return locator.locate(Preparation.renderable(hostname), hookLine(owner)).blocks().stream()
                    .allMatch(Block::hooked);
        } catch (LocateException notTheSame) {
            return false;
        }
    }

    /** Takes the last change back, of one hostname or of all. */
    public Outcome rollback(Optional<Hostname> hostname, String who, Progress progress) throws InterruptedException {
        Optional<String> missing = Rights.missing(own.folders());
        return missing.isPresent()
                ? new Outcome.Refused(missing.get())
                : installer.rollback(owned(hostname), who, progress);
    }

    private Optional<dev.originpull.configgen.render.Hostname> owned(Optional<Hostname> hostname) {
        try {
            return hostname.isPresent() ? Optional.of(noted(hostname.get())) : Optional.empty();
        } catch (IOException unreadable) {
            // The installer meets the same, and reports it.
            return hostname.map(Preparation::renderable);
        }
    }

    /** Takes back a change that was interrupted; empty where there is none. */
    public Optional<Outcome> recover(Progress progress) throws InterruptedException {
        return installer.recover(progress);
    }

    /**
     * What a guard does: takes a change back that nobody has committed, although somebody may still work at it. Who holds the lock for
     * something else is waited for.
     *
     * @param change its number in the journal
     */
    public Outcome expire(String change, Progress progress) throws IOException, InterruptedException {
        Outcome unchanged = new Outcome.Unchanged("change " + change + " is not under way");
        Instant end = clock.instant().plus(PATIENCE);
        while (installer.pending().equals(Optional.of(change))) {
            installer.expire(change);
            HungChange.end(own.folders().state(), change)
                    .ifPresent(pid -> progress.note(
                            Step.LOCK, "process " + pid + " had not proven the change in time and was ended"));
            Outcome outcome = installer.recover(progress).orElse(unchanged);
            if (!(outcome instanceof Outcome.Refused) || clock.instant().isAfter(end)) {
                return outcome;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        return unchanged;
    }

    /** The hostnames that are configured, or that there is a file of ours or a change for. */
    public List<Hostname> hostnames() throws IOException {
        Set<Hostname> all = new LinkedHashSet<>();
        config.origins().forEach(origin -> all.add(origin.hostname()));
        installer.hostnames().forEach(name -> parsed(name).ifPresent(all::add));
        return List.copyOf(all);
    }

    /** Empty for a line of the history that originpull did not write. */
    private static Optional<Hostname> parsed(String name) {
        try {
            return Optional.of(Hostname.parse(name));
        } catch (IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    /** That somebody knows the hostname. */
    public void check(Hostname hostname) throws RolloutException, IOException {
        List<Hostname> known = hostnames();
        if (!known.contains(hostname)) {
            throw new RolloutException(hostname + " is not among the 'origins:' of " + Printable.whole(file.toString())
                    + ", nor was it ever applied"
                    + Nearest.hint(
                            hostname.name(), known.stream().map(Hostname::name).toList()));
        }
    }

    /** How a hostname stands. What cannot be determined is in it: it costs no other hostname its place. */
    public HostStatus status(Hostname hostname) throws InterruptedException {
        Optional<Hostname> owner = owner(hostname);
        Status files;
        try {
            files = installer
                    .status(owner.map(Preparation::renderable).orElse(Preparation.renderable(hostname)))
                    .of(hostname.name());
        } catch (IOException e) {
            Status unknown =
                    new Status(hostname.name(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());
            return new HostStatus(
                    unknown,
                    HostStatus.Hook.UNKNOWN,
                    seen(hostname, List.of(), Optional.empty()),
                    Optional.of("what originpull noted cannot be read: " + Trouble.of(e)));
        }
        try {
            Hostname hooked = owner.orElse(hostname);
            Located located = locator.locate(Preparation.renderable(hostname), hookLine(hooked));
            List<Hostname> others = files.stage().isPresent() ? others(hostname, hooked, located) : List.of();
            Map<String, Question.Answer> alongside = new LinkedHashMap<>();
            for (Hostname other : others) {
                seen(other, located.listeners(), files.stage())
                        .forEach((address, answer) -> alongside.put(other + " at " + address, answer));
            }
            Optional<String> broken = files.stage().isPresent() ? broken() : Optional.empty();
            return new HostStatus(
                    files.stage()
                            .flatMap(ours -> unread(hostname, located))
                            .map(files::drifted)
                            .orElse(files),
                    hook(located.blocks()),
                    seen(hostname, located.listeners(), files.stage()),
                    broken,
                    Stream.concat(Stream.of(hostname), others.stream())
                            .map(Hostname::name)
                            .toList(),
                    alongside);
        } catch (LocateException e) {
            boolean elsewhere = e.reason() == LocateException.Reason.UNKNOWN_HOSTNAME;
            return elsewhere && files.stage().isEmpty()
                    ? new HostStatus(files, HostStatus.Hook.NOT_SERVED, Map.of(), Optional.empty())
                    : new HostStatus(
                            files,
                            elsewhere ? HostStatus.Hook.NOT_SERVED : HostStatus.Hook.UNKNOWN,
                            seen(hostname, List.of(), files.stage()),
                            Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** The further hostnames of originpull.yaml whose every block has the same line: the same change, and the same status. */
    private List<Hostname> others(Hostname hostname, Hostname owner, Located located) throws InterruptedException {
        Set<String> served = located.blocks().stream()
                .flatMap(block -> block.hostnames().stream())
                .map(dev.originpull.configgen.render.Hostname::name)
                .collect(Collectors.toSet());
        List<Hostname> others = new ArrayList<>();
        for (OriginEntry origin : config.origins()) {
            Hostname other = origin.hostname();
            boolean further = !other.equals(hostname) && !others.contains(other) && served.contains(other.name());
            if (further && shares(other, owner)) {
                others.add(other);
            }
        }
        return others;
    }

    @Override
    public void close() {
        leaves.close();
    }

    /** Where the hostname's clients arrive; unknown where its addresses cannot be resolved, which is reported elsewhere. */
    private Scope scope(String hostname) throws InterruptedException {
        Scope known = scopes.get(hostname);
        if (known == null) {
            try {
                known = Addresses.of(config, Hostname.parse(hostname)).scope(Addresses.ofThisHost());
            } catch (RolloutException | IllegalArgumentException unresolved) {
                known = Scope.UNKNOWN;
            }
            scopes.put(hostname, known);
        }
        return known;
    }

    /** Only where an address may be another host's, the server has to be asked before all else. */
    private void checkAddresses(Hostname hostname, Addresses addresses)
            throws RolloutException, LocateException, InterruptedException {
        Set<InetAddress> ours = Addresses.ofThisHost();
        if (addresses.foreign(ours).isEmpty()) {
            return;
        }
        Optional<String> elsewhere = addresses.elsewhere(ours, locate(hostname));
        if (elsewhere.isPresent()) {
            throw new RolloutException(elsewhere.get() + " is not this server: " + hostname
                    + " is served here at other ports only; mend its 'addresses:' in "
                    + Printable.whole(file.toString()) + ", or run originpull on the host that has it");
        }
    }

    /** What each address does, as probed, several at a time; a name without an address is one that cannot be reached. */
    private Map<Listener, Question.Answer> seen(Hostname hostname, List<Listener> located, Optional<Stage> expected)
            throws InterruptedException {
        Addresses addresses = Addresses.of(config, hostname);
        List<Listener> own = located.stream().map(Listener::fromHere).toList();
        // Another host may have a floating address now, and answers there.
        List<Listener> here = own.stream().filter(question::isHere).toList();
        List<Listener> all = Stream.concat(
                        (here.isEmpty() ? own : here).stream(),
                        addresses.listeners().stream()
                                .map(address -> question.isHere(address) ? address.asOneOf(located) : address))
                .filter(address -> here.isEmpty() || !own.contains(address) || here.contains(address))
                .distinct()
                .toList();
        Map<Listener, Question.Answer> seen =
                new LinkedHashMap<>(installer.ask(Preparation.renderable(hostname), all, expected));
        addresses
                .unresolved()
                .forEach((name, reason) -> seen.put(name, new Question.Answer(Mode.UNREACHABLE.word(), reason)));
        return seen;
    }

    /** What the server's own test says of what is on disk: the next reload or start would fail of it. */
    private Optional<String> broken() throws InterruptedException {
        try {
            Ran test = own.program().test();
            return test.succeeded()
                    ? Optional.empty()
                    : Optional.of("the configuration is broken: " + test.complaint());
        } catch (IOException e) {
            return Optional.of("the configuration cannot be tested: " + e.getMessage());
        }
    }

    /** A file of the hostname that the running server has not read as it is now. */
    private Optional<String> unread(Hostname hostname, Located located) {
        dev.originpull.configgen.render.Hostname name = Preparation.renderable(hostname);
        List<Path> written = Stream.concat(
                        Stream.of(own.folders().fragment(name), own.folders().outer(name)),
                        located.blocks().stream().map(Block::file))
                .distinct()
                .toList();
        return located.lastLoad()
                .flatMap(load -> load.firstNewer(written))
                .map(file -> file + " was written after the server last read its configuration");
    }

    private static HostStatus.Hook hook(List<Block> blocks) {
        long hooked = blocks.stream().filter(Block::hooked).count();
        return hooked == 0
                ? HostStatus.Hook.ABSENT
                : hooked == blocks.size() ? HostStatus.Hook.PRESENT : HostStatus.Hook.PARTIAL;
    }
}
