package dev.originpull.agent.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The web server on this host that apply and enforce drive.
 *
 * @param kind its name, as {@code originpull generate --list} has it
 * @param config the server's own configuration
 * @param fragments the folder of what originpull writes for the server
 * @param state the folder of what originpull remembers of it
 * @param program what each of the server's commands begins with, word by word, where {@code {config}} stands for its configuration;
 *     empty for what the server's templates say
 * @param guard after so long a change that nobody has committed is taken back from outside, {@link #SHORTEST_GUARD} to
 *     {@link #LONGEST_GUARD}
 */
public record ServerSettings(
        String kind, Path config, Path fragments, Path state, List<String> program, Duration guard) {
    static final Path DEFAULT_FRAGMENTS = Path.of("/etc/originpull");
    static final Path DEFAULT_STATE = Path.of("/var/lib/originpull");
    static final Duration DEFAULT_GUARD = Duration.ofMinutes(2);
    /** Less would end a change that goes well on a slow machine. */
    static final Duration SHORTEST_GUARD = Duration.ofSeconds(30);

    static final Duration LONGEST_GUARD = Duration.ofHours(1);

    public ServerSettings {
        kind(kind);
        program = List.copyOf(program);
        if (guard.compareTo(SHORTEST_GUARD) < 0 || guard.compareTo(LONGEST_GUARD) > 0) {
            throw new IllegalArgumentException("a guard of " + guard);
        }
    }

    /** The name as it is; IllegalArgumentException where it can be none. */
    static String kind(String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("'" + Printable.of(name)
                    + "' is no server's name: write one of those that originpull generate --list shows");
        }
        return name;
    }

    /** A word of a command as it is; IllegalArgumentException where none can hold it. */
    static String word(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "'" + Printable.of(text) + "' holds control characters: write a command's words, one an item");
        }
        return text;
    }

    static Duration guard(String text) {
        Duration time = Durations.parse(text);
        if (time.compareTo(SHORTEST_GUARD) < 0 || time.compareTo(LONGEST_GUARD) > 0) {
            throw new IllegalArgumentException("'" + Printable.of(text) + "': write " + Durations.text(SHORTEST_GUARD)
                    + " to " + Durations.text(LONGEST_GUARD));
        }
        return time;
    }
}
