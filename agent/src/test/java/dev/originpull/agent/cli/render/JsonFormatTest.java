package dev.originpull.agent.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.originpull.agent.report.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonFormatTest {
    private static final List<Result> ALL = List.of(
            Reports.required(),
            Reports.optional(),
            Reports.requiredWithBypass(),
            Reports.unreachable(),
            Reports.unresolved(),
            Reports.hostile());

    @Test
    void writesWhatTheContractPromises() {
        assertThat(Rendered.by(new JsonFormat(), List.of(Reports.required()))).isEqualTo("""
                        {"version": 1, "origins": [
                        {"address":"203.0.113.10:443","hostname":"app.example.com","mode":"required","expected":"required",\
                        "verdict":"pass","reason":"Only the leaf gets in.","attempts":[\
                        {"identity":"leaf","tlsVersion":"TLSv1.3","cipher":"TLS_AES_128_GCM_SHA256","alpn":"http/1.1",\
                        "certificateRequested":true,"acceptableIssuers":["CN=Origin Pull CA"],"outcome":"accepted","layer":"http",\
                        "alert":null,"httpStatus":200,"durationMs":8.1,"detail":"200 OK","phase":null,"way":null},\
                        {"identity":"none","tlsVersion":"TLSv1.3","cipher":"TLS_AES_128_GCM_SHA256","alpn":"http/1.1",\
                        "certificateRequested":true,"acceptableIssuers":["CN=Origin Pull CA"],"outcome":"refused","layer":"tls-late",\
                        "alert":{"number":116,"name":"certificate_required"},"httpStatus":null,"durationMs":3.0,\
                        "detail":"alert 116 certificate_required","phase":"answer","way":null},\
                        {"identity":"forged","tlsVersion":"TLSv1.3","cipher":"TLS_AES_128_GCM_SHA256","alpn":"http/1.1",\
                        "certificateRequested":true,"acceptableIssuers":["CN=Origin Pull CA"],"outcome":"refused","layer":"tls-late",\
                        "alert":{"number":48,"name":"unknown_ca"},"httpStatus":null,"durationMs":3.2,\
                        "detail":"alert 48 unknown_ca","phase":"answer","way":null}],\
                        "serverCertificate":{"subject":"CN=app.example.com","issuer":"CN=Test CA",\
                        "notAfter":"2027-01-01T00:00:00Z","matchesHostname":true,"trusted":false},\
                        "findings":[],"durationMs":14.3}
                        ]}
                        """);
    }

    @Test
    void writesNullForWhatIsAbsent() {
        assertThat(Rendered.by(new JsonFormat(), List.of(Reports.unreachable())))
                .contains(
                        "\"expected\":null",
                        "\"tlsVersion\":null,\"cipher\":null,\"alpn\":null,\"certificateRequested\":null,"
                                + "\"acceptableIssuers\":null",
                        "\"serverCertificate\":null");
    }

    @Test
    void keepsToItsSchema() throws IOException {
        Schema schema = schema();

        assertThat(schema.validate(Rendered.by(new JsonFormat(), ALL), InputFormat.JSON))
                .isEmpty();
        assertThat(schema.validate(Rendered.by(new JsonFormat(), List.of()), InputFormat.JSON))
                .isEmpty();
        assertThat(schema.validate("{\"version\": 2}", InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void isWholeWhenEndedEarly() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ReportSink sink = new ReportSink(new JsonFormat(), new PrintStream(bytes, false, StandardCharsets.UTF_8), 3);
        sink.put(1, Reports.required());
        sink.finish();
        sink.put(0, Reports.optional());
        sink.finish();
        String json = bytes.toString(StandardCharsets.UTF_8);

        assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
        assertThat(json).contains("203.0.113.10").doesNotContain("2001:db8").endsWith("\n], \"interrupted\": true}\n");
    }

    @Test
    void writesALineForEachOriginAsItFinishes() throws IOException {
        String lines = Rendered.by(new JsonLinesFormat(), ALL);

        assertThat(lines.lines()).hasSameSizeAs(ALL);
        assertThat(schema().validate(
                                "{\"version\": 1, \"origins\": ["
                                        + String.join(",", lines.lines().toList()) + "]}",
                                InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void letsNoOriginReachATerminal() {
        assertThat(Rendered.by(new JsonFormat(), List.of(Reports.hostile())))
                .doesNotContain("\u001B", "\u202E", "\\u001B", "\\u0000");
    }

    private static Schema schema() throws IOException {
        Path file = Path.of(System.getProperty("originpull.checkout", ".."), "src", "docs", "probe-output.schema.json");
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(file), InputFormat.JSON);
    }
}
