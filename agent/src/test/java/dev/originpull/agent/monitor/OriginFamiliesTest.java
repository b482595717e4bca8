package dev.originpull.agent.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Verdict;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OriginFamiliesTest {
    private static final Standing REQUIRED = standing("app.example.com", "203.0.113.10:443", Looks.required(60));
    private static final Standing OPTIONAL = standing("b.example.com", "[2001:db8::10]:8443", Looks.optional(61));
    private static final Standing UNREACHABLE = standing("c.example.com", "203.0.113.11:443", Looks.unreachable(62));

    @Test
    void tellsWhatEachOriginDoes() throws IOException {
        assertThat(text(REQUIRED, OPTIONAL, UNREACHABLE)).isEqualTo("""
                # HELP originpull_origin_as_expected Whether the origin does what is expected of it (1) or not (0); absent while that cannot be told.
                # TYPE originpull_origin_as_expected gauge
                originpull_origin_as_expected{address="203.0.113.10:443",hostname="app.example.com"} 1.0
                originpull_origin_as_expected{address="[2001:db8::10]:8443",hostname="b.example.com"} 0.0
                # HELP originpull_origin_expected_info What is expected of the origin: its stage, always 1.
                # TYPE originpull_origin_expected_info gauge
                originpull_origin_expected_info{address="203.0.113.10:443",hostname="app.example.com",stage="required"} 1
                originpull_origin_expected_info{address="203.0.113.11:443",hostname="c.example.com",stage="required"} 1
                originpull_origin_expected_info{address="[2001:db8::10]:8443",hostname="b.example.com",stage="required"} 1
                # HELP originpull_origin_failure_info Why the origin has no mode, or refuses the leaf: the reason, always 1; absent where neither is so.
                # TYPE originpull_origin_failure_info gauge
                originpull_origin_failure_info{address="203.0.113.11:443",hostname="c.example.com",reason="timeout"} 1
                # HELP originpull_origin_findings How many findings there are now, by severity.
                # TYPE originpull_origin_findings gauge
                originpull_origin_findings{address="203.0.113.10:443",hostname="app.example.com",severity="critical"} 0.0
                originpull_origin_findings{address="203.0.113.10:443",hostname="app.example.com",severity="error"} 0.0
                originpull_origin_findings{address="203.0.113.11:443",hostname="c.example.com",severity="critical"} 0.0
                originpull_origin_findings{address="203.0.113.11:443",hostname="c.example.com",severity="error"} 0.0
                originpull_origin_findings{address="[2001:db8::10]:8443",hostname="b.example.com",severity="critical"} 1.0
                originpull_origin_findings{address="[2001:db8::10]:8443",hostname="b.example.com",severity="error"} 0.0
                # HELP originpull_origin_last_change_timestamp_seconds When the origin's mode or verdict last changed, in seconds since 1970.
                # TYPE originpull_origin_last_change_timestamp_seconds gauge
                originpull_origin_last_change_timestamp_seconds{address="203.0.113.10:443",hostname="app.example.com"} 1.7952192E9
                originpull_origin_last_change_timestamp_seconds{address="203.0.113.11:443",hostname="c.example.com"} 1.7952192E9
                originpull_origin_last_change_timestamp_seconds{address="[2001:db8::10]:8443",hostname="b.example.com"} 1.7952192E9
                # HELP originpull_origin_last_probe_timestamp_seconds When the origin was last looked at, in seconds since 1970.
                # TYPE originpull_origin_last_probe_timestamp_seconds gauge
                originpull_origin_last_probe_timestamp_seconds{address="203.0.113.10:443",hostname="app.example.com"} 1.79521926E9
                originpull_origin_last_probe_timestamp_seconds{address="203.0.113.11:443",hostname="c.example.com"} 1.795219262E9
                originpull_origin_last_probe_timestamp_seconds{address="[2001:db8::10]:8443",hostname="b.example.com"} 1.795219261E9
                # HELP originpull_origin_mode_info What the origin does with client certificates: its present mode, always 1.
                # TYPE originpull_origin_mode_info gauge
                originpull_origin_mode_info{address="203.0.113.10:443",hostname="app.example.com",mode="required"} 1
                originpull_origin_mode_info{address="203.0.113.11:443",hostname="c.example.com",mode="unreachable"} 1
                originpull_origin_mode_info{address="[2001:db8::10]:8443",hostname="b.example.com",mode="optional"} 1
                # HELP originpull_origin_up Whether a TLS conversation took place (1) or not (0).
                # TYPE originpull_origin_up gauge
                originpull_origin_up{address="203.0.113.10:443",hostname="app.example.com"} 1.0
                originpull_origin_up{address="203.0.113.11:443",hostname="c.example.com"} 0.0
                originpull_origin_up{address="[2001:db8::10]:8443",hostname="b.example.com"} 1.0
                # HELP originpull_server_certificate_not_after_timestamp_seconds When the server's own certificate expires, in seconds since 1970.
                # TYPE originpull_server_certificate_not_after_timestamp_seconds gauge
                originpull_server_certificate_not_after_timestamp_seconds{address="203.0.113.10:443",hostname="app.example.com"} 1.7953056E9
                originpull_server_certificate_not_after_timestamp_seconds{address="203.0.113.11:443",hostname="c.example.com"} 1.7953056E9
                originpull_server_certificate_not_after_timestamp_seconds{address="[2001:db8::10]:8443",hostname="b.example.com"} 1.7953056E9
                """);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void tellsNoMoreThanTenSeriesOfAnOrigin(Mode mode) throws IOException {
        Look look = Looks.failing(mode, FailureReason.TLS_ALERT);

        assertThat(text(standing("app.example.com", "203.0.113.10:443", look))
                        .lines()
                        .filter(line -> !line.startsWith("#")))
                .hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void neverTellsOfAnUnreachableOriginThatItIsUp() throws IOException {
        // A certificate was asked for, and no identity came through: the look says that TLS was spoken.
        Look look = Looks.failing(Mode.UNREACHABLE, FailureReason.TLS_FAILED);

        assertThat(look.up()).isTrue();
        assertThat(text(standing("app.example.com", "203.0.113.10:443", look)))
                .contains("originpull_origin_up{address=\"203.0.113.10:443\",hostname=\"app.example.com\"} 0.0");
    }

    @Test
    void tellsOfWhatIsStaleOnlyWhenThatWas() throws IOException {
        assertThat(names(text(aged(REQUIRED, Freshness.STALE))))
                .containsExactly(
                        "originpull_origin_last_change_timestamp_seconds",
                        "originpull_origin_last_probe_timestamp_seconds",
                        "originpull_server_certificate_not_after_timestamp_seconds");
    }

    @Test
    void vouchesForNothingThatWaitsForItsTurnAndKeepsWhatIsWrong() throws IOException {
        assertThat(names(text(aged(REQUIRED, Freshness.IN_TURN))))
                .contains("originpull_origin_up", "originpull_origin_mode_info", "originpull_origin_findings")
                .doesNotContain("originpull_origin_as_expected");
        assertThat(text(aged(OPTIONAL, Freshness.IN_TURN)))
                .contains(
                        "originpull_origin_as_expected{address=\"[2001:db8::10]:8443\",hostname=\"b.example.com\"} 0.0");
        assertThat(names(text(aged(UNREACHABLE, Freshness.IN_TURN))))
                .contains("originpull_origin_up", "originpull_origin_failure_info");
    }

    @Test
    void tellsNothingOfWhatHasNotBeenLookedAt() throws IOException {
        Standing unseen = new Watched(Looks.watch("app.example.com", "203.0.113.10:443")).standing(Freshness.CURRENT);

        assertThat(text(unseen)).isEmpty();
        assertThat(text()).isEmpty();
    }

    private static Standing standing(String hostname, String address, Look look) {
        return new Standing(
                Looks.watch(hostname, address),
                Optional.of(look),
                Optional.of(look.at()),
                false,
                List.of(new Change(Looks.START, Mode.REQUIRED, Verdict.PASS)));
    }

    private static Standing aged(Standing standing, Freshness freshness) {
        return new Standing(
                standing.watch(), standing.look(), standing.probedAt(), freshness, false, standing.history());
    }

    private static List<String> names(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf('{')))
                .distinct()
                .toList();
    }

    private static String text(Standing... standings) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, new MetricSnapshots(OriginFamilies.of(List.of(standings))));
        return out.toString(StandardCharsets.UTF_8);
    }
}
