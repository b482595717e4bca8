package dev.originpull.agent.monitor;

import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.AgentConfigFile;
import dev.originpull.agent.config.ConfigException;
import dev.originpull.agent.config.OriginEntry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A configuration that can be run: the file, and what its key files hold. Immutable, so safe to share between threads.
 *
 * @param identities by the configuration's names, in its order, and under {@link #NO_IDENTITY} what origins without one are probed with
 * @param warnings what should be mended but does not keep it from running, a line each
 */
public record Settings(AgentConfig config, Map<String, Presentation> identities, List<String> warnings) {
    /** The key of what origins without an identity are probed with: no name can be empty. */
    public static final String NO_IDENTITY = "";

    public Settings {
        identities = Collections.unmodifiableMap(new LinkedHashMap<>(identities));
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads the configuration and every key file that it names.
     *
     * @throws ConfigException with everything that is wrong, by file and line
     */
    public static Settings load(Path file) throws ConfigException {
        return load(file, Map.of(), Clock.systemUTC());
    }

    /**
     * As {@link #load(Path)}, but identities whose files are those that they were are taken from here: to forge a look-alike takes
     * a second where the key is a long one of RSA.
     */
    public static Settings load(Path file, Settings before) throws ConfigException {
        return load(file, before.identities(), Clock.systemUTC());
    }

    /** @param clock by which leaves have expired or not */
    static Settings load(Path file, Map<String, Presentation> before, Clock clock) throws ConfigException {
        AgentConfig config = AgentConfigFile.read(file);
        KeyFiles keys = new KeyFiles(config, before);
        Map<String, Presentation> identities = keys.load();
        keys.checkWeb();
        if (!keys.complaints().isEmpty()) {
            throw new ConfigException(keys.complaints());
        }
        List<String> warnings = new ArrayList<>(keys.warnings());
        warnings.addAll(Advice.of(file, config, identities, clock.instant()));
        return new Settings(config, identities, warnings);
    }

    /** What an origin of this configuration is probed with. */
    public Presentation presentationOf(OriginEntry origin) {
        String name = config.identityOf(origin).orElse(NO_IDENTITY);
        return Objects.requireNonNull(identities.get(name), name);
    }
}
