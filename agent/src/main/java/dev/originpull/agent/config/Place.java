package dev.originpull.agent.config;

import java.nio.file.Path;

/**
 * Where something stands in a file.
 *
 * @param line from 1; 0 for the file as a whole
 */
public record Place(Path file, int line) {
    public Place {
        if (line < 0) {
            throw new IllegalArgumentException("line " + line);
        }
    }

    /** {@code file:line}, printable. */
    @Override
    public String toString() {
        return Printable.whole(file.toString()) + (line > 0 ? ":" + line : "");
    }
}
