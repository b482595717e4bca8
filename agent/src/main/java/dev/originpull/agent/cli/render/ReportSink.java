package dev.originpull.agent.cli.render;

import dev.originpull.agent.report.Result;
import java.io.PrintStream;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes results as they finish and writes them in their order, holding no more than the text of those whose turn has not
 * come. Safe for use by many threads; nothing is written after the end.
 */
public final class ReportSink {
    private final ReportFormat format;
    private final Runnable beforeWriting;
    private final PrintStream out;
    private final @Nullable String[] waiting;
    private final BitSet known;
    private final Tally tally = new Tally();
    private int next;
    private boolean closed;
    private boolean broken;

    /** @param targets how many results there will be; the head is written at once */
    public ReportSink(ReportFormat format, PrintStream out, int targets) {
        this(format, out, targets, () -> {});
    }

    /**
     * As {@link #ReportSink(ReportFormat, PrintStream, int)}.
     *
     * @param beforeWriting called before each result is written: something else may be in its place on the terminal
     */
    public ReportSink(ReportFormat format, PrintStream out, int targets, Runnable beforeWriting) {
        this.beforeWriting = beforeWriting;
        this.format = format;
        this.out = out;
        this.waiting = new String[targets];
        this.known = new BitSet(targets);
        format.open(out);
    }

    /** Takes the result of the target at {@code index}, counted from 0. */
    public synchronized void put(int index, Result result) {
        if (!isOpen() || known.get(index)) {
            return;
        }
        // First: a result that cannot be rendered is replaced by another.
        String rendered = format.render(result);
        known.set(index);
        tally.add(result);
        if (format.inOrder()) {
            waiting[index] = rendered;
            while (next < waiting.length && known.get(next)) {
                flush(next++);
            }
        } else {
            beforeWriting.run();
            format.write(out, rendered);
        }
        // Also flushes, so that readers of a pipe see results as they come.
        broken = out.checkError();
    }

    /** Whether more results are of use: not after the end, and not when nobody reads any more. */
    public synchronized boolean isOpen() {
        return !closed && !broken;
    }

    /** Whether nobody reads any more. */
    public synchronized boolean isBroken() {
        return broken;
    }

    /** Writes what is known and ends the document, which says so where results are missing. */
    public synchronized void finish() {
        if (closed || broken) {
            return;
        }
        closed = true;
        for (int i = next; i < waiting.length; i++) {
            flush(i);
        }
        beforeWriting.run();
        format.close(out, tally, known.cardinality() < waiting.length);
        broken = out.checkError();
    }

    public synchronized Tally tally() {
        return tally;
    }

    private void flush(int index) {
        String rendered = waiting[index];
        waiting[index] = null;
        if (rendered != null) {
            beforeWriting.run();
            format.write(out, rendered);
        }
    }
}
