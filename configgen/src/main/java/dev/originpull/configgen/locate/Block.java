package dev.originpull.configgen.locate;

import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.render.Hostname;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of the configuration that answers TLS for a hostname: NGINX's server block, Apache's virtual host.
 *
 * @param file the file it stands in, with symbolic links followed
 * @param line where it begins, from 1
 * @param closing where its closing token begins ({@code }} or {@code </VirtualHost>}), in bytes from the start of the file
 * @param listeners where it answers for the hostname; empty where none of these places can be probed
 * @param names all the names that it answers to, as the file has them
 * @param match why it answers for this one
 * @param isDefault whether one of the places where it answers takes it for names that nobody has there, and for clients that send none
 * @param hooked whether our line is in it already
 * @param existing the directives of ours that the user wrote into it
 * @param logging where its requests are logged
 */
public record Block(
        Path file,
        int line,
        int closing,
        List<Listener> listeners,
        List<String> names,
        Match match,
        boolean isDefault,
        boolean hooked,
        List<Existing> existing,
        Logging logging) {
    private static final Pattern PATTERN = Pattern.compile("[.~].*|.*[*?].*|.*\\$\\{.*", Pattern.DOTALL);

    public Block {
        listeners = List.copyOf(listeners);
        names = List.copyOf(names);
        existing = List.copyOf(existing);
    }

    /** A block with nothing of ours in it, whose logs are not known. */
    public Block(
            Path file,
            int line,
            int closing,
            List<Listener> listeners,
            List<String> names,
            Match match,
            boolean isDefault,
            boolean hooked) {
        this(file, line, closing, listeners, names, match, isDefault, hooked, List.of(), Logging.NONE);
    }

    /** Why a block answers for a hostname. */
    public enum Match {
        /** It has the name. */
        EXACT,
        /** It has a pattern that fits. */
        WILDCARD,
        /** No other does, and it is the default of its address. */
        DEFAULT
    }

    /** Its names that a client can ask for, in their one form. */
    public List<Hostname> hostnames() {
        return names.stream()
                .filter(name -> !isPattern(name))
                .flatMap(name -> hostname(name).stream())
                .distinct()
                .toList();
    }

    /** Those of its names that stand for several, or for who knows what (a variable); as the file has them. */
    public List<String> patterns() {
        return names.stream().filter(Block::isPattern).toList();
    }

    private static boolean isPattern(String name) {
        return PATTERN.matcher(name).matches();
    }

    private static Optional<Hostname> hostname(String name) {
        try {
            return Optional.of(Hostname.parse(name));
        } catch (InvalidValueException placeholder) {
            return Optional.empty();
        }
    }

    /** {@code file:line}. */
    public String place() {
        return file + ":" + line;
    }
}
