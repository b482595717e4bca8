package dev.originpull.agent.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBarConsumer;

/** A terminal's line that is written again and again, and is gone at the end. */
record BarLine(PrintStream err, int columns) implements ProgressBarConsumer {
    private static final String BEGINNING_OF_LINE = "\r";
    /** Erase in line, all of it (ECMA-48, 8.3.41). */
    private static final String ERASE = "\r\u001B[2K";

    @Override
    public int getMaxRenderedLength() {
        return columns;
    }

    @Override
    public void accept(String rendered) {
        err.print(BEGINNING_OF_LINE + rendered);
        err.flush();
    }

    @Override
    public void clear() {
        err.print(ERASE);
        err.flush();
    }

    @Override
    public void close() {
        clear();
    }
}
