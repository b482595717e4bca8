package dev.originpull.agent.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReportSinkTest {
    private static final Terminal PIPE = new Terminal(false, false, 100, false);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);

    @Test
    void writesInTheTargetsOrderAsSoonAsItCan() {
        ReportSink sink = new ReportSink(new TextFormat(PIPE, 30), out, 3);

        sink.put(1, Reports.required());
        assertThat(written()).isEmpty();
        sink.put(0, Reports.requiredWithWarning());
        assertThat(written().lines()).hasSize(2).first().asString().endsWith("LEAF_EXPIRES_SOON");
        sink.put(2, Reports.required());
        sink.finish();

        assertThat(written().lines()).hasSize(5);
        assertThat(sink.tally().worst().code()).isZero();
    }

    @Test
    void writesLinesOfJsonAsTheyFinish() {
        ReportSink sink = new ReportSink(new JsonLinesFormat(), out, 2);

        sink.put(1, Reports.optional());

        assertThat(written()).startsWith("{\"address\":\"[2001:db8::10]:443\"").endsWith("}\n");
    }

    @Test
    void writesWhatIsKnownWhenEndedEarlyAndNothingAfterwards() {
        ReportSink sink = new ReportSink(new TextFormat(PIPE, 30), out, 3);
        sink.put(2, Reports.required());

        sink.finish();
        String known = written();
        sink.put(0, Reports.required());
        sink.finish();

        assertThat(known).endsWith("as expected\n\n1 origin: 1 as expected (interrupted)\n");
        assertThat(written()).isEqualTo(known);
        assertThat(sink.isOpen()).isFalse();
    }

    @Test
    void isWholeAfterTheLastResult() {
        ReportSink sink = new ReportSink(new JsonFormat(), out, 1);
        sink.put(0, Reports.required());

        sink.finish();

        assertThat(written()).endsWith("\n]}\n");
    }

    @Test
    void stopsWhenNobodyReads() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        ReportSink sink = new ReportSink(new JsonLinesFormat(), new PrintStream(closed), 2);

        assertThat(sink.isOpen()).isTrue();
        sink.put(0, Reports.required());

        assertThat(sink.isOpen()).isFalse();
        assertThat(sink.isBroken()).isTrue();
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
