package dev.originpull.configgen.locate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file of a server's configuration.
 *
 * @param name as the server reports it, a character for each byte
 * @param path with symbolic links followed
 * @param text what it holds, a character for each byte, so that places in it are places in the file
 */
public record ConfigFile(String name, Path path, String text) {
    /** What editors and package managers leave behind. */
    private static final Pattern BACKUP =
            Pattern.compile(".*(~|\\.(bak|backup|old|orig|save|sw[a-p]|(dpkg|ucf|rpm)-?(dist|old|new|orig|save)))");

    /** Reads it. */
    public static ConfigFile read(String name) throws LocateException {
        try {
            Path path = Path.of(fromBytes(name)).toRealPath();
            return new ConfigFile(name, path, new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
        } catch (IOException | InvalidPathException e) {
            throw new LocateException(
                    LocateException.Reason.UNREADABLE,
                    "the server reads " + fromBytes(name) + ", and originpull cannot (" + e.getMessage()
                            + "): run it as the user who starts the server, mostly root",
                    e);
        }
    }

    /** The line that a place is in, from 1. */
    public int lineOf(int place) {
        return 1 + (int) text.substring(0, place).chars().filter(c -> c == '\n').count();
    }

    /** {@code file:line}. */
    public String at(int place) {
        return path + ":" + lineOf(place);
    }

    /** Whether it is named as a copy of another, which nobody means to be loaded. */
    public boolean looksLikeABackup() {
        return BACKUP.matcher(name).matches();
    }

    /** Whether the file has more names than one (hard links); false where that cannot be told. */
    public boolean hasSeveralNames() {
        try {
            return Files.getAttribute(path, "unix:nlink") instanceof Integer links && links > 1;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return false;
        }
    }

    /** Text as it looks with a character for each of its bytes. */
    public static String inBytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The reverse, for people and for file names. */
    public static String fromBytes(String text) {
        return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
