package dev.originpull.agent.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What originpull.yaml says. Immutable; two of the same content are equal where they stand in the same lines of the same file.
 *
 * @param identities by name, in the file's order; what {@code identity:} says has the name {@value #DEFAULT_IDENTITY}
 * @param origins each address and hostname once
 * @param stateFile where results survive a restart; empty where they do not
 */
public record AgentConfig(
        Map<String, IdentityFiles> identities,
        List<OriginEntry> origins,
        ProbeSettings probe,
        WebSettings web,
        Optional<ServerSettings> server,
        Optional<CloudflareSettings> cloudflare,
        Optional<OriginLogSettings> originLog,
        Optional<Path> stateFile) {
    /** The identity of origins that name none. */
    public static final String DEFAULT_IDENTITY = "default";

    public AgentConfig {
        identities = Collections.unmodifiableMap(new LinkedHashMap<>(identities));
        origins = List.copyOf(origins);
        for (OriginEntry origin : origins) {
            if (origin.identity().isPresent()
                    && !identities.containsKey(origin.identity().get())) {
                throw new IllegalArgumentException(
                        "no identity " + origin.identity().get());
            }
        }
    }

    /** The name of the identity that an origin is probed with; empty where there is none. */
    public Optional<String> identityOf(OriginEntry origin) {
        return origin.identity().or(() -> Optional.of(DEFAULT_IDENTITY).filter(identities::containsKey));
    }
}
