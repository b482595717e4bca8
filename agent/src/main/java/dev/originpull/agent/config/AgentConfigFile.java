package dev.originpull.agent.config;

import dev.originpull.configgen.catalog.Nearest;
import dev.originpull.configgen.yaml.YamlDocument;
import dev.originpull.configgen.yaml.YamlException;
import dev.originpull.configgen.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads originpull.yaml. */
public final class AgentConfigFile {
    /** In bytes: well above what 100,000 origins take. */
    static final int LIMIT = 32 << 20;

    private AgentConfigFile() {}

    /**
     * Reads and checks the file, but none of the files that it names. Relative paths in it start at its own folder.
     *
     * @throws ConfigException with everything that is wrong and can be told apart, in the order of lines
     */
    public static AgentConfig read(Path file) throws ConfigException {
        Complaints complaints = new Complaints(file);
        Optional<AgentConfig> config = Optional.empty();
        try {
            YamlDocument document = YamlReader.read(file, LIMIT);
            document.problems().forEach(problem -> complaints.add(problem.line(), problem.what()));
            config = Section.of(complaints, document.root(), Keys.FILE).flatMap(AgentConfigFile::config);
        } catch (YamlException e) {
            complaints.add(e.line(), String.valueOf(e.getMessage()));
        }
        complaints.check();
        return config.orElseThrow(() -> new IllegalStateException("no configuration and no complaint"));
    }

    /**
     * What a rollback needs of a file.
     *
     * @param complaints what is wrong with the rest of it, a line each; if there is anything, the configuration has
     *     {@code server:} only
     */
    public record ForRollback(AgentConfig config, List<String> complaints) {
        public ForRollback {
            complaints = List.copyOf(complaints);
        }
    }

    /**
     * Reads the file for a rollback, which needs {@code server:} and nothing else: a mistake at another place must not
     * keep the web server's files from being restored.
     *
     * @throws ConfigException as {@link #read}, if that section cannot be read
     */
    public static ForRollback readForRollback(Path file) throws ConfigException {
        try {
            return new ForRollback(read(file), List.of());
        } catch (ConfigException e) {
            Optional<ServerSettings> server = serverAlone(file);
            if (server.isEmpty()) {
                throw e;
            }
            AgentConfig config = new AgentConfig(
                    Map.of(),
                    List.of(),
                    ProbeSettings.DEFAULT,
                    WebSettings.DEFAULT,
                    server,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            return new ForRollback(config, e.complaints());
        }
    }

    /** Empty unless the section is free of mistakes. */
    private static Optional<ServerSettings> serverAlone(Path file) {
        Complaints complaints = new Complaints(file);
        try {
            YamlDocument document = YamlReader.read(file, LIMIT);
            if (!document.problems().isEmpty()) {
                return Optional.empty();
            }
            Optional<Section> all = Section.of(complaints, document.root(), Keys.FILE);
            int elsewhere = complaints.count();
            Optional<ServerSettings> server =
                    all.flatMap(root -> root.section("server", Keys.SERVER)).flatMap(AgentConfigFile::server);
            return complaints.count() == elsewhere ? server : Optional.empty();
        } catch (YamlException unreadable) {
            return Optional.empty();
        }
    }

    /** Empty where something is missing, which was complained about then. */
    private static Optional<AgentConfig> config(Section file) {
        Map<String, IdentityFiles> identities = identities(file);
        List<OriginEntry> origins = OriginsReading.read(file);
        boolean known = checkIdentities(file, identities, origins);
        ProbeSettings probe =
                file.section("probe", Keys.PROBE).map(ProbeReading::read).orElse(ProbeSettings.DEFAULT);
        WebSettings web = file.section("web", Keys.WEB).map(WebReading::read).orElse(WebSettings.DEFAULT);
        Optional<ServerSettings> server = file.section("server", Keys.SERVER).flatMap(AgentConfigFile::server);
        Optional<CloudflareSettings> cloudflare =
                file.section("cloudflare", Keys.CLOUDFLARE).flatMap(AgentConfigFile::cloudflare);
        Optional<OriginLogSettings> originLog =
                file.section("origin-log", Keys.ORIGIN_LOG).flatMap(AgentConfigFile::originLog);
        Optional<Path> stateFile = file.path("state-file");
        return known
                ? Optional.of(
                        new AgentConfig(identities, origins, probe, web, server, cloudflare, originLog, stateFile))
                : Optional.empty();
    }

    private static Map<String, IdentityFiles> identities(Section file) {
        Map<String, IdentityFiles> identities = new LinkedHashMap<>();
        file.section("identity", Keys.IDENTITY)
                .flatMap(AgentConfigFile::identity)
                .ifPresent(files -> identities.put(AgentConfig.DEFAULT_IDENTITY, files));
        file.namedSections("identities", Keys.IDENTITY).forEach((name, section) -> {
            Optional<IdentityFiles> files = identity(section);
            if (name.equals(AgentConfig.DEFAULT_IDENTITY)) {
                section.complain(
                        section.line(),
                        "the identity '" + name
                                + "' is the one under 'identity:': write it there, or name it otherwise");
            } else if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
                section.complain(
                        section.line(),
                        "'" + Printable.of(name)
                                + "' is no name for an identity: use up to 64 letters, digits, dots, hyphens");
            } else {
                files.ifPresent(sound -> identities.put(name, sound));
            }
        });
        return identities;
    }

    private static Optional<IdentityFiles> identity(Section identity) {
        Optional<Path> certificate = identity.requiredPath("certificate", "name the leaf's PEM file");
        Optional<Path> key = identity.requiredPath("private-key", "name the PEM file of the leaf's key");
        Optional<Path> passphraseFile = identity.path("passphrase-file");
        Optional<Path> ca = identity.path("ca");
        return certificate.flatMap(
                leaf -> key.map(itsKey -> new IdentityFiles(leaf, itsKey, passphraseFile, ca, identity.place())));
    }

    /** Whether every identity that is named is there, and could be read. */
    private static boolean checkIdentities(
            Section file, Map<String, IdentityFiles> identities, List<OriginEntry> origins) {
        List<String> written = file.names("identities");
        boolean known = true;
        for (OriginEntry origin : origins) {
            Optional<String> missing = origin.identity().filter(name -> !identities.containsKey(name));
            if (missing.isPresent()) {
                known = false;
                if (!written.contains(missing.get())) {
                    file.complain(
                            origin.place().line(),
                            "the identity '" + Printable.of(missing.get()) + "' of " + origin.hostname()
                                    + " is not among 'identities:'" + Nearest.hint(missing.get(), written));
                }
            }
        }
        return known;
    }

    private static Optional<ServerSettings> server(Section server) {
        Optional<String> kind = server.required("kind", "name the web server, as in nginx", ServerSettings::kind);
        Optional<Path> config = server.requiredPath("config", "name the web server's own configuration file");
        Optional<Path> fragments = server.path("fragments");
        Optional<Path> state = server.path("state");
        List<String> program = server.texts("program", ServerSettings::word);
        Duration guard = server.text("guard", ServerSettings::guard).orElse(ServerSettings.DEFAULT_GUARD);
        return kind.flatMap(name -> config.map(path -> new ServerSettings(
                name,
                path,
                fragments.orElse(ServerSettings.DEFAULT_FRAGMENTS),
                state.orElse(ServerSettings.DEFAULT_STATE),
                program,
                guard)));
    }

    private static Optional<CloudflareSettings> cloudflare(Section cloudflare) {
        Optional<Hostname> zone = cloudflare.required("zone", "name the zone, as in example.com", Hostname::parse);
        Optional<Path> token = cloudflare.requiredPath("token-file", "name the file whose first line is the API token");
        return zone.flatMap(name -> token.map(path -> new CloudflareSettings(name.name(), path)));
    }

    private static Optional<OriginLogSettings> originLog(Section log) {
        List<Path> files = log.paths("files");
        List<AddressRange> ranges = log.texts("cloudflare-ranges", AddressRange::parse);
        if (files.isEmpty()) {
            log.complain(
                    log.line("files"), "'" + log.named("files") + "' names no file: list the access logs to follow");
            return Optional.empty();
        }
        return Optional.of(new OriginLogSettings(files, ranges));
    }
}
