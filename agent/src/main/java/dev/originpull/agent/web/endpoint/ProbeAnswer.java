package dev.originpull.agent.web.endpoint;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.monitor.Change;
import dev.originpull.agent.monitor.Look;
import dev.originpull.agent.monitor.OriginFamilies;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.monitor.Watch;
import dev.originpull.agent.probe.Timings;
import dev.originpull.agent.report.Millis;
import dev.originpull.agent.verdict.Finding;
import dev.originpull.agent.verdict.JudgedAttempt;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.web.Response;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a probe brought to light.
 *
 * @param probed one an address of the target
 * @param began when the probe began
 * @param lookup how long the lookup of the target's name took before that; zero where there was none
 * @param took how long it took, with the wait for its turn
 */
record ProbeAnswer(List<Probed> probed, Instant began, Duration lookup, Duration took) {
    private static final ExpositionFormats FORMATS = ExpositionFormats.init();

    ProbeAnswer {
        probed = List.copyOf(probed);
    }

    /**
     * What one address did.
     *
     * @param history of the origin where it is watched
     */
    record Probed(Watch watch, OriginReport report, List<Change> history) {}

    Response metrics(String accept) {
        ExpositionFormatWriter writer = FORMATS.findWriter(accept);
        MetricSnapshots snapshots = snapshots();
        return new Response(200, writer.getContentType(), Map.of(), out -> writer.write(out, snapshots));
    }

    private MetricSnapshots snapshots() {
        Instant ended = began.plus(took);
        List<Standing> standings = new ArrayList<>();
        for (Probed each : probed) {
            Look look = Look.factsOf(each.report(), ended);
            standings.add(new Standing(each.watch(), Optional.of(look), Optional.of(ended), false, each.history()));
        }
        List<MetricSnapshot> all = new ArrayList<>(OriginFamilies.of(standings));
        all.addAll(BlackboxFamilies.of(probed.stream().map(Probed::report).toList(), lookup, lookup.plus(took)));
        return new MetricSnapshots(all);
    }

    /** The attempts one by one, then the metrics, for a person. */
    Response log(Duration limit) {
        StringBuilder text = new StringBuilder(4096);
        text.append(began).append("  began, ").append(Millis.of(limit)).append(" ms at most\n");
        for (Probed each : probed) {
            log(each, text);
        }
        text.append('\n')
                .append(began.plus(took))
                .append("  ended after ")
                .append(Millis.of(took))
                .append(" ms\n\nWhat Prometheus would have been told:\n");
        ByteArrayOutputStream metrics = new ByteArrayOutputStream();
        try {
            FORMATS.getPrometheusTextFormatWriter().write(metrics, snapshots());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        text.append(metrics.toString(StandardCharsets.UTF_8));
        return Response.of(200, "text/plain; charset=utf-8", text.toString());
    }

    private static void log(Probed each, StringBuilder text) {
        OriginReport report = each.report();
        text.append('\n')
                .append(each.watch().address())
                .append("  ")
                .append(each.watch().hostname())
                .append("  ")
                .append(report.mode().word())
                .append("  ")
                .append(report.verdict().word())
                .append(report.expected()
                        .map(stage -> " (expected " + stage.word() + ")")
                        .orElse(""))
                .append('\n')
                .append("  ")
                .append(Printable.whole(report.reason()))
                .append('\n');
        for (JudgedAttempt attempt : report.attempts()) {
            log(attempt, text);
        }
        for (Finding finding : report.findings()) {
            text.append("  ")
                    .append(finding.severity().word())
                    .append(' ')
                    .append(finding.code())
                    .append("  ")
                    .append(Printable.whole(finding.message()))
                    .append('\n');
        }
    }

    private static void log(JudgedAttempt attempt, StringBuilder text) {
        Timings timings = attempt.observation().timings();
        text.append("  ")
                .append(attempt.observation().attempt().identity().word())
                .append(": ")
                .append(attempt.outcome().word())
                .append(" (")
                .append(attempt.layer().word())
                .append("): ")
                .append(Printable.whole(attempt.detail()))
                .append(attempt.observation()
                        .tls()
                        .map(tls -> ", " + tls.version().orElse("no TLS version")
                                + (tls.certificateRequested() ? ", certificate requested" : ", none requested"))
                        .orElse(""))
                .append(", ")
                .append("connect ")
                .append(Millis.of(timings.connect()))
                .append(", handshake ")
                .append(Millis.of(timings.handshake()))
                .append(", answer ")
                .append(Millis.of(timings.answer()))
                .append(" ms")
                .append('\n');
    }
}
