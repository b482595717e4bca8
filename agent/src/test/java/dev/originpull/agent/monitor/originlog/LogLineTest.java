package dev.originpull.agent.monitor.originlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {
    @Test
    void readsWhatNginxWrites() {
        assertThat(
                        LogLine.parse(
                                "{\"time\":\"2026-11-21T00:00:00+00:00\",\"client\":\"192.0.2.1\",\"host\":\"app.example.com\",\"status\":\"009\","
                                        + "\"verify\":\"FAILED:unable to verify the first certificate\",\"issuer\":\"CN=\\\"x\\u0001\",\"serial\":\"\"}"))
                .contains(new LogLine(
                        "192.0.2.1",
                        "app.example.com",
                        "FAILED:unable to verify the first certificate",
                        "2026-11-21T00:00:00+00:00"));
    }

    @Test
    void readsWhatApacheWrites() {
        assertThat(LogLine.parse(
                        "time=\"2026-11-21T00:00:00+0000\" client=\"2001:db8::1\" host=\"app.example.com\" status=\"200\" verify=\"GENEROUS\" "
                                + "issuer=\"CN=a\\\" verify=\\\"SUCCESS\\\\\" serial=\"-\""))
                .contains(new LogLine("2001:db8::1", "app.example.com", "GENEROUS", "2026-11-21T00:00:00+0000"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T01:02:03+00:00, 2026-11-21T01:02:03Z",
        "2026-11-21T01:02:03+0200, 2026-11-20T23:02:03Z",
        "2026-11-21T01:02:03-05:30, 2026-11-21T06:32:03Z",
        "yesterday, ",
        "'', "
    })
    void readsTheTimeOfBothServers(String time, @Nullable Instant instant) {
        assertThat(new LogLine("", "", "", time).instant()).isEqualTo(Optional.ofNullable(instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "192.0.2.1 - - [21/Nov/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 6",
                "{",
                "{}",
                "[]",
                "{\"client\":\"a\",\"host\":\"b\"}",
                "{\"client\":\"a\",\"host\":\"b\",\"verify\":1}",
                "{\"client\":\"a\",\"host\":\"b\",\"verify\":\"c\"} x",
                "{\"client\":\"a\",\"host\":\"b\",\"verify\":\"c\"",
                "client=\"a\" host=\"b\"",
                "client=\"a\" host=\"b\" verify=\"c",
                "client=\"a\"host=\"b\" verify=\"c\"",
                "client=\"a\" host=\"b\" verify=\"c\\"
            })
    void passesOverOtherLines(String line) {
        assertThat(LogLine.parse(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, success",
        "NONE, none",
        "'', none",
        "-, none",
        "FAILED, failed",
        "FAILED:certificate has expired, failed",
        "GENEROUS, other",
        "success, other",
        "FAILEDX, other"
    })
    void knowsWhatTheServersSay(String logged, String word) {
        assertThat(ClientVerify.of(logged).word()).isEqualTo(word);
    }
}
