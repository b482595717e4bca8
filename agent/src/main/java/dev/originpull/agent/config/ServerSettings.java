package dev.originpull.agent.config;

import java.nio.file.Path;

/**
 * The web server on this host that apply and enforce drive.
 *
 * @param kind its name, as {@code originpull generate --list} has it
 * @param config the server's own configuration
 * @param fragments the folder of what originpull writes for the server
 * @param state the folder of what originpull remembers of it
 */
public record ServerSettings(String kind, Path config, Path fragments, Path state) {
    static final Path DEFAULT_FRAGMENTS = Path.of("/etc/originpull");
    static final Path DEFAULT_STATE = Path.of("/var/lib/originpull");

    public ServerSettings {
        kind(kind);
    }

    /** The name as it is; IllegalArgumentException where it can be none. */
    static String kind(String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("'" + Printable.of(name)
                    + "' is no server's name: write one of those that originpull generate --list shows");
        }
        return name;
    }
}
