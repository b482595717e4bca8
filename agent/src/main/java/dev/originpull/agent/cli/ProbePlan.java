package dev.originpull.agent.cli;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.AgentConfigFile;
import dev.originpull.agent.config.ConfigException;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.IdentityFiles;
import dev.originpull.agent.config.OriginEntry;
import dev.originpull.agent.config.ProbeSettings;
import dev.originpull.agent.config.RequestPath;
import dev.originpull.agent.config.Target;
import dev.originpull.configgen.catalog.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command line of probe comes to, together with originpull.yaml: the file is read only if something refers to it. A word
 * that is a configured hostname is that; any other is an address. Options override the file.
 */
final class ProbePlan {
    /**
     * What the command line says.
     *
     * @param words addresses and configured hostnames
     * @param hostname what to ask the addresses for
     * @param leaf the options of the leaf and its CA
     * @param path what to request; empty for what the configuration or the default says
     */
    record Options(
            List<String> words,
            Optional<Path> targets,
            Optional<Hostname> hostname,
            Optional<Stage> expected,
            LeafOptions leaf,
            Optional<String> path,
            Optional<Duration> timeout,
            boolean audit,
            Optional<Path> config) {
        Options {
            words = List.copyOf(words);
        }

        boolean nothingNamed() {
            return words.isEmpty() && targets.isEmpty();
        }
    }

    /** The leaf's files, as far as the command line names them. */
    record LeafOptions(
            Optional<Path> certificate, Optional<Path> key, Optional<Path> passphraseFile, Optional<Path> ca) {
        boolean any() {
            return certificate.isPresent() || key.isPresent() || passphraseFile.isPresent();
        }
    }

    private final Options options;
    private final ProbeChoices choices;
    private final Optional<AgentConfig> config;
    private final Map<String, Presented> presented = new LinkedHashMap<>();
    private final Map<String, ProbeBatch> batches = new LinkedHashMap<>();

    private ProbePlan(Options options, ProbeChoices choices, Optional<AgentConfig> config) {
        this.options = options;
        this.choices = choices;
        this.config = config;
    }

    /**
     * @param choices how to talk to origins for which the configuration says nothing
     * @throws CommandException if a word, a file or the configuration is invalid, or there is nothing to probe
     */
    static ProbePlan of(Options options, ProbeChoices choices, Console console) throws CommandException {
        ProbePlan plan = new ProbePlan(options, choices, read(options));
        plan.sort(console);
        return plan;
    }

    List<ProbeBatch> batches() {
        return List.copyOf(batches.values());
    }

    Duration timeout() {
        return options.timeout()
                .or(() -> config.map(AgentConfig::probe).map(ProbeSettings::timeout))
                .orElse(ProbeSettings.DEFAULT.timeout());
    }

    /** Warnings about what is presented, a line each. */
    List<String> warnings() {
        return presented.values().stream()
                .flatMap(one -> one.warnings().stream())
                .distinct()
                .toList();
    }

    private static Optional<AgentConfig> read(Options options) throws CommandException {
        boolean names = options.hostname().isEmpty() && options.words().stream().anyMatch(ProbePlan::isBareName);
        if (!options.nothingNamed() && !names && options.config().isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> file = ConfigFile.find(options.config());
        if (file.isEmpty()) {
            if (options.nothingNamed()) {
                throw CommandException.usage("nothing to probe: name an ADDRESS, a --targets file, or a hostname of "
                        + "originpull.yaml, which does not exist; see originpull probe --help");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(AgentConfigFile.read(file.get()));
        } catch (ConfigException e) {
            throw ConfigFile.invalid(file.get(), e);
        }
    }

    private void sort(Console console) throws CommandException {
        List<String> addresses = new ArrayList<>();
        if (options.nothingNamed()) {
            configured(options.hostname());
        }
        for (String word : options.words()) {
            if (options.hostname().isEmpty() && isBareName(word) && isConfigured(Hostname.parse(word))) {
                configured(Optional.of(Hostname.parse(word)));
            } else {
                addresses.add(word);
            }
        }
        if (!addresses.isEmpty() || options.targets().isPresent()) {
            addressed(addresses, console);
        }
    }

    /** All origins of a hostname, or all of the file. */
    private void configured(Optional<Hostname> hostname) throws CommandException {
        List<OriginEntry> entries = config.stream()
                .flatMap(known -> known.origins().stream())
                .filter(entry -> hostname.isEmpty() || entry.hostname().equals(hostname.get()))
                .toList();
        if (entries.isEmpty()) {
            throw CommandException.usage(
                    hostname.map(name -> name + " is not among the origins of the configuration: name an ADDRESS, too")
                            .orElse("nothing to probe: the configuration has no origins"));
        }
        for (OriginEntry entry : entries) {
            List<Target> targets = entry.addresses().stream()
                    .map(address -> new Target(
                            address, entry.hostname(), options.expected().or(entry::expected)))
                    .toList();
            add(
                    targets,
                    presentedTo(Optional.of(entry)),
                    choices.at(options.path().orElse(entry.path()), entry.proxyProtocol()));
        }
    }

    /** What is named by address; with a configuration that is named, too, its hostname's leaf, stage, path and header hold. */
    private void addressed(List<String> addresses, Console console) throws CommandException {
        Optional<OriginEntry> entry = options.hostname().flatMap(this::entryOf);
        Target.Defaults defaults = new Target.Defaults(
                options.hostname(), options.expected().or(() -> entry.flatMap(OriginEntry::expected)));
        List<Target> targets =
                new ProbeTargets(console).collect(addresses, options.targets().map(Path::toString), defaults);
        String path = options.path().or(() -> entry.map(OriginEntry::path)).orElse(RequestPath.DEFAULT);
        add(targets, presentedTo(entry), choices.at(path, entry.flatMap(OriginEntry::proxyProtocol)));
    }

    private Optional<OriginEntry> entryOf(Hostname hostname) {
        return config.stream()
                .flatMap(known -> known.origins().stream())
                .filter(entry -> entry.hostname().equals(hostname))
                .findFirst();
    }

    private boolean isConfigured(Hostname hostname) {
        return entryOf(hostname).isPresent();
    }

    private void add(List<Target> targets, String identity, ProbeChoices how) {
        Presented shown = presented.get(identity);
        if (shown == null) {
            throw new IllegalStateException("presentedTo loads every identity: " + identity);
        }
        ProbeBatch batch = new ProbeBatch(targets, shown, how);
        batches.merge(identity + " " + how, batch, ProbePlan::joined);
    }

    private static ProbeBatch joined(ProbeBatch first, ProbeBatch second) {
        List<Target> both = new ArrayList<>(first.targets());
        both.addAll(second.targets());
        return new ProbeBatch(both, first.presented(), first.choices());
    }

    /** Loads what is presented, once; its key here is no name of an identity if the command line names the leaf. */
    private String presentedTo(Optional<OriginEntry> entry) throws CommandException {
        LeafOptions leaf = options.leaf();
        Optional<String> identity =
                leaf.any() ? Optional.empty() : config.flatMap(known -> entry.flatMap(known::identityOf));
        String key = identity.orElse("");
        if (!presented.containsKey(key)) {
            @Nullable IdentityFiles files = identity.flatMap(
                            name -> config.map(known -> known.identities().get(name)))
                    .orElse(null);
            presented.put(
                    key,
                    files == null
                            ? Presented.load(
                                    leaf.certificate(), leaf.key(), leaf.passphraseFile(), leaf.ca(), options.audit())
                            : Presented.load(
                                    Optional.of(files.certificate()),
                                    Optional.of(files.privateKey()),
                                    files.passphraseFile(),
                                    leaf.ca().or(files::ca),
                                    options.audit()));
        }
        return key;
    }

    private static boolean isBareName(String word) {
        try {
            return Address.parse(word) instanceof Address.Name name
                    && name.name().name().equalsIgnoreCase(word);
        } catch (IllegalArgumentException noAddress) {
            // It is reported when it is read as an address.
            return false;
        }
    }
}
