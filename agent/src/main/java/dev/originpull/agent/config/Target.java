package dev.originpull.agent.config;

import dev.originpull.configgen.catalog.Stage;
import java.util.Optional;

/**
 * What a person asks to have probed.
 *
 * @param address where; a name stands for every address that it has
 * @param hostname what is asked for there
 * @param expected what it is meant to do; empty to learn what it does
 */
public record Target(Address address, Hostname hostname, Optional<Stage> expected) {

    /** What a target takes where it does not say so itself. */
    public record Defaults(Optional<Hostname> hostname, Optional<Stage> expected) {}

    /**
     * Puts a target together from what was written, the defaults, and the address's own name.
     *
     * @throws IllegalArgumentException with one printable line where the hostname is not known
     */
    static Target of(Address address, Optional<Hostname> hostname, Optional<Stage> expected, Defaults defaults) {
        Hostname asked = hostname.or(defaults::hostname)
                .or(() -> address instanceof Address.Name named ? Optional.of(named.name()) : Optional.empty())
                .orElseThrow(() ->
                        new IllegalArgumentException(address + " is an IP address: say which hostname it serves"));
        return new Target(address, asked, expected.or(defaults::expected));
    }

    /**
     * The target at an address of which nothing else was said.
     *
     * @throws IllegalArgumentException as {@link #of} does
     */
    public static Target of(Address address, Defaults defaults) {
        return of(address, Optional.empty(), Optional.empty(), defaults);
    }
}
