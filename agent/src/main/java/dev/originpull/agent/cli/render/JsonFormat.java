package dev.originpull.agent.cli.render;

import dev.originpull.agent.report.JsonOrigin;
import dev.originpull.agent.report.Result;
import java.io.PrintStream;

/** One JSON document, an origin a line. */
public final class JsonFormat implements ReportFormat {
    private boolean first = true;

    @Override
    public void open(PrintStream out) {
        out.print("{\"version\": 1, \"origins\": [");
    }

    @Override
    public String render(Result result) {
        return JsonOrigin.of(result);
    }

    @Override
    public void write(PrintStream out, String rendered) {
        out.print(first ? "\n" : ",\n");
        out.print(rendered);
        first = false;
    }

    @Override
    public void close(PrintStream out, Tally tally, boolean interrupted) {
        out.print(interrupted ? "\n], \"interrupted\": true}\n" : "\n]}\n");
    }
}
