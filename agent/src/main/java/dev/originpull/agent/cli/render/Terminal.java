package dev.originpull.agent.cli.render;

import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Where text goes.
 *
 * @param out whether stdout is a terminal
 * @param err whether stderr is one
 * @param columns how wide text may be, {@value #MIN_COLUMNS} to {@value #MAX_COLUMNS}
 * @param colour whether stdout's text may be coloured
 */
public record Terminal(boolean out, boolean err, int columns, boolean colour) {
    static final int MIN_COLUMNS = 30;
    /** Longer lines are hard to read. */
    static final int MAX_COLUMNS = 120;

    private static final int PIPE_COLUMNS = 100;
    private static final int TERMINAL_COLUMNS = 80;

    public Terminal {
        columns = Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, columns));
    }

    /**
     * Reads what the launcher found out, as a JVM cannot tell stdout's terminal from stdin's before Java 22:
     * {@code originpull.tty} lists the streams that are terminals, {@code originpull.columns} is their width. NO_COLOR
     * (no-color.org), TERM=dumb and COLUMNS are honoured.
     */
    public static Terminal of(Properties system, Map<String, String> environment) {
        List<String> terminals =
                List.of(system.getProperty("originpull.tty", "").split(",", -1));
        boolean out = terminals.contains("stdout");
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        int width = out ? number(system.getProperty("originpull.columns", ""), TERMINAL_COLUMNS) : PIPE_COLUMNS;
        return new Terminal(
                out,
                terminals.contains("stderr"),
                number(environment.getOrDefault("COLUMNS", ""), width),
                out && !plain);
    }

    public Terminal withColour(boolean coloured) {
        return new Terminal(out, err, columns, coloured);
    }

    private static int number(String text, int otherwise) {
        return text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : otherwise;
    }
}
