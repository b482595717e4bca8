package dev.originpull.agent.cli.render;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.report.Result;
import dev.originpull.agent.verdict.ExitStatus;
import dev.originpull.agent.verdict.Finding;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.OriginReport;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * JUnit's XML, as CI servers read it: a test case an origin, a {@code failure} where it is not as expected, an {@code error}
 * where that could not be told. Written at the end, as the head holds the counts.
 */
public final class JunitFormat implements ReportFormat {
    private static final TextBlock PLAIN = new TextBlock(new Terminal(false, false, 100, false));

    private final List<String> cases = new ArrayList<>();

    @Override
    public void open(PrintStream out) {
        // The head holds the counts, so it is written last.
    }

    @Override
    public String render(Result result) {
        if (result instanceof Result.Judged judged) {
            return judged(judged.report());
        }
        Result.Unresolved unresolved = (Result.Unresolved) result;
        return open(unresolved.hostname().name(), unresolved.address().toString(), Duration.ZERO)
                + problem("error", Mode.UNREACHABLE.word(), unresolved.reason(), unresolved.reason());
    }

    @Override
    public void write(PrintStream out, String rendered) {
        cases.add(rendered);
    }

    @Override
    public void close(PrintStream out, Tally tally, boolean interrupted) {
        String counts = " tests=\"" + tally.origins() + "\" failures=\"" + tally.failed() + "\" errors=\""
                + tally.unknown() + "\"";
        out.print("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + counts + ">\n");
        out.print("  <testsuite name=\"originpull probe\"" + counts + " skipped=\"0\">\n");
        cases.forEach(out::print);
        if (interrupted) {
            out.print("    <system-err>interrupted: the other origins were not probed</system-err>\n");
        }
        out.print("  </testsuite>\n</testsuites>\n");
    }

    private static String judged(OriginReport report) {
        String opening = open(report.origin().hostname().name(), report.origin().endpoint(), report.duration());
        ExitStatus status = ExitStatus.of(report);
        if (status == ExitStatus.AS_EXPECTED) {
            return opening.substring(0, opening.length() - ">\n".length()) + "/>\n";
        }
        String type = report.findings().stream()
                .filter(finding -> finding.severity().fails())
                .map(Finding::code)
                .map(Enum::name)
                .findFirst()
                .orElse(report.mode().word());
        return opening
                + problem(
                        status == ExitStatus.NOT_AS_EXPECTED ? "failure" : "error",
                        type,
                        report.reason(),
                        PLAIN.whole(report));
    }

    private static String open(String hostname, String endpoint, Duration duration) {
        return "    <testcase classname=\"" + attribute(hostname) + "\" name=\"" + attribute(endpoint) + "\" time=\""
                + seconds(duration) + "\">\n";
    }

    private static String problem(String element, String type, String message, String body) {
        return "      <" + element + " type=\"" + attribute(type) + "\" message=\"" + attribute(message) + "\">"
                + content(body) + "</" + element + ">\n    </testcase>\n";
    }

    private static String seconds(Duration duration) {
        long millis = duration.toMillis();
        return millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1);
    }

    /** XML 1.0 has no way to write most control characters (2.2), so they are replaced and not escaped. */
    private static String attribute(String text) {
        return escape(Printable.whole(text)).replace("\"", "&quot;");
    }

    private static String content(String lines) {
        return escape(String.join("\n", lines.lines().map(Printable::whole).toList()));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
