package dev.originpull.configgen.run;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What came of a command.
 *
 * @param command word by word, as no shell read it
 * @param exitCode empty where it had to be ended because it took too long
 * @param output all that it wrote, to stdout and stderr, in ISO 8859-1: byte for byte
 */
public record Ran(List<String> command, OptionalInt exitCode, String output) {
    private static final int LAST_LINES = 5;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    public Ran {
        command = List.copyOf(command);
    }

    /** Whether it ended in time and said 0. */
    public boolean succeeded() {
        return exitCode.isPresent() && exitCode.getAsInt() == 0;
    }

    /** The command as a person would type it. */
    public String commandLine() {
        return String.join(" ", command.stream().map(Ran::quoted).toList());
    }

    /** As a shell reads it as one word. */
    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Its last words, a few lines at most. */
    public List<String> lastWords() {
        List<String> lines = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    }

    /** What went wrong in one line: {@code nginx -t said 1: …}. */
    public String complaint() {
        String how = exitCode.isPresent() ? "exit code " + exitCode.getAsInt() : "no end in time";
        List<String> words = lastWords();
        return "`" + commandLine() + "` failed (" + how + ")"
                + (words.isEmpty() ? "" : ": " + String.join(" | ", words));
    }
}
