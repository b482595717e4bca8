package dev.originpull.agent.cli.render;

import dev.originpull.agent.report.Result;
import dev.originpull.agent.verdict.ExitStatus;
import dev.originpull.agent.verdict.Mode;
import java.io.PrintStream;

/** Results for people. */
public final class TextFormat implements ReportFormat {
    /** With more targets than these, an origin that passes takes one line only. */
    public static final int MANY = 20;

    private final TextBlock blocks;
    private final int columns;
    private final boolean brief;
    private boolean first = true;
    private boolean afterBlock;

    /** @param targets how many results there will be */
    public TextFormat(Terminal terminal, int targets) {
        this.blocks = new TextBlock(terminal);
        this.columns = terminal.columns();
        this.brief = targets > MANY;
    }

    @Override
    public void open(PrintStream out) {
        // Text has no head.
    }

    /** Nothing for a name that was not resolved: stderr says it, the summary counts it. */
    @Override
    public String render(Result result) {
        if (result instanceof Result.Judged judged) {
            boolean needsNoBlock =
                    result.status() == ExitStatus.AS_EXPECTED || judged.report().mode() == Mode.UNREACHABLE;
            return brief && needsNoBlock ? blocks.line(judged.report()) : blocks.whole(judged.report());
        }
        return "";
    }

    @Override
    public void write(PrintStream out, String rendered) {
        if (rendered.isEmpty()) {
            return;
        }
        boolean block = rendered.indexOf('\n') < rendered.length() - 1;
        separate(out, block);
        out.print(rendered);
        afterBlock = block;
        first = false;
    }

    @Override
    public void close(PrintStream out, Tally tally, boolean interrupted) {
        if (tally.origins() > 1 || interrupted) {
            separate(out, true);
            String summary = tally.summary() + (interrupted ? " (interrupted)" : "");
            out.print(String.join("\n", Wrapped.lines(summary, columns)) + "\n");
        }
    }

    private void separate(PrintStream out, boolean block) {
        if (!first && (block || afterBlock)) {
            out.print("\n");
        }
    }
}
