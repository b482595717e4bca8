package dev.originpull.configgen.catalog;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * An absolute path on the web server's host, at most 1,024 bytes of UTF-8.
 *
 * <p>Text and not a {@code java.nio.file.Path}: it is read by another program, perhaps on another machine, and must
 * come out as it was given, whatever file names the machine that generates can hold.
 */
public record ServerPath(String text) {
    private static final int MAX_BYTES = 1024;

    public ServerPath {
        if (!text.startsWith("/") || Unprintable.in(text).isPresent()) {
            throw new IllegalArgumentException("not a checked path: use ServerPath.parse");
        }
    }

    /** Refuses what is relative, empty, overlong, or holds a control character. */
    public static ServerPath parse(String text) throws InvalidValueException {
        OptionalInt unprintable = Unprintable.in(text);
        if (unprintable.isPresent()) {
            throw new InvalidValueException(
                    "the path '%s' holds %s: no such character can stand in a configuration file"
                            .formatted(
                                    Unprintable.shown(text),
                                    Unprintable.named(text.codePointAt(unprintable.getAsInt()))));
        }
        if (!text.startsWith("/")) {
            throw new InvalidValueException(
                    "the path '%s' is not absolute: web servers would look for it beside their own files; give the whole path, from / on"
                            .formatted(Unprintable.shown(text)));
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new InvalidValueException(
                    "the path '" + Unprintable.shown(text) + "' is longer than " + MAX_BYTES + " bytes");
        }
        return new ServerPath(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
