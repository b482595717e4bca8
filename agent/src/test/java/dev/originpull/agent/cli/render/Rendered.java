package dev.originpull.agent.cli.render;

import dev.originpull.agent.report.Result;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A whole document of results. */
final class Rendered {
    private Rendered() {}

    static String by(ReportFormat format, List<Result> results) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ReportSink sink = new ReportSink(format, new PrintStream(bytes, false, StandardCharsets.UTF_8), results.size());
        for (int i = 0; i < results.size(); i++) {
            sink.put(i, results.get(i));
        }
        sink.finish();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
