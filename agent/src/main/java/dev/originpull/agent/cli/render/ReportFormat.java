package dev.originpull.agent.cli.render;

import dev.originpull.agent.report.Result;
import java.io.PrintStream;

/**
 * A way to write results. A result is rendered as soon as it is there, and kept as text alone until its turn to be written:
 * the facts behind ten thousand reports would not fit into the memory. Used by one thread at a time.
 */
public interface ReportFormat {
    /** Whether results are written in the order of the targets; otherwise as they finish. */
    default boolean inOrder() {
        return true;
    }

    void open(PrintStream out);

    /** The result as text that stands for itself, wherever among the others it will be. */
    String render(Result result);

    /** Writes what {@link #render} made. */
    void write(PrintStream out, String rendered);

    /**
     * Ends the document.
     *
     * @param interrupted whether there would have been more results
     */
    void close(PrintStream out, Tally tally, boolean interrupted);
}
