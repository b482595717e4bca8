package dev.originpull.agent.cli;

import dev.originpull.agent.cli.render.Terminal;
import dev.originpull.agent.config.Printable;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * What a command reads and writes.
 *
 * @param out for results
 * @param err for everything else
 * @param terminal what the two are connected to
 */
public record Console(InputStream in, PrintStream out, PrintStream err, Terminal terminal) {

    /** One line about something that does not stop the work. */
    public void warn(String message) {
        err.print("originpull: warning: " + Printable.whole(message) + "\n");
        err.flush();
    }

    /** One line about something that went wrong. */
    public void error(String message) {
        err.print("originpull: " + Printable.whole(message) + "\n");
        err.flush();
    }
}
