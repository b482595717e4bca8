package dev.originpull.agent.cli.render;

import dev.originpull.agent.report.JsonOrigin;
import dev.originpull.agent.report.Result;
import java.io.PrintStream;

/** A JSON object a line and origin, as they finish. */
public final class JsonLinesFormat implements ReportFormat {
    @Override
    public boolean inOrder() {
        return false;
    }

    @Override
    public void open(PrintStream out) {
        // Lines have no head.
    }

    @Override
    public String render(Result result) {
        return JsonOrigin.of(result) + "\n";
    }

    @Override
    public void write(PrintStream out, String rendered) {
        out.print(rendered);
    }

    @Override
    public void close(PrintStream out, Tally tally, boolean interrupted) {
        // Lines have no foot: the exit code tells of an interruption.
    }
}
