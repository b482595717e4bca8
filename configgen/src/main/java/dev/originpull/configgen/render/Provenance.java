package dev.originpull.configgen.render;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a configuration comes from, for its header. No date: the same request gives the same text.
 *
 * @param version originpull's own
 * @param command the command that makes the configuration again, word by word as a program gets them
 */
public record Provenance(String version, List<String> command) {
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9/._+@,=:-]+");

    public Provenance {
        command = List.copyOf(command);
    }

    /** The command as a POSIX shell takes it. */
    public String commandLine() {
        return command.stream().map(Provenance::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return BARE.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
