package dev.originpull.configgen.locate;

import java.nio.file.Path;
import java.util.List;

/**
 * A part of the configuration that answers TLS for a hostname: NGINX's server block, Apache's virtual host.
 *
 * @param file the file it stands in, with symbolic links followed
 * @param line where it begins, from 1
 * @param closing where its closing token begins ({@code }} or {@code </VirtualHost>}), in bytes from the start of the file
 * @param listeners where it answers for the hostname; never empty
 * @param names all the names that it answers to, as the file has them
 * @param match why it answers for this one
 * @param hooked whether our line is in it already
 */
public record Block(
        Path file, int line, int closing, List<Listener> listeners, List<String> names, Match match, boolean hooked) {
    public Block {
        listeners = List.copyOf(listeners);
        names = List.copyOf(names);
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

    /** {@code file:line}. */
    public String place() {
        return file + ":" + line;
    }
}
