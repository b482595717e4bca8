package dev.originpull.agent.web.endpoint;

import dev.originpull.agent.monitor.OriginFamilies;
import dev.originpull.agent.pki.PeerCertificate;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.Timings;
import dev.originpull.agent.probe.TlsFacts;
import dev.originpull.agent.verdict.JudgedAttempt;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.Verdict;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.net.Inet6Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A probe under the names and with the meanings of blackbox_exporter, so that its dashboards and alerts can be used. What is described
 * is the attempt with the leaf, or the one without a certificate where there is no leaf; where a target has several addresses, that of
 * the first one that is not as expected.
 */
final class BlackboxFamilies {
    private final List<MetricSnapshot> all = new ArrayList<>();

    private BlackboxFamilies() {}

    /**
     * The families.
     *
     * @param reports one an address; one at least
     * @param lookup how long the name took, zero for an address
     * @param took how long all of it took
     */
    static List<MetricSnapshot> of(List<OriginReport> reports, Duration lookup, Duration took) {
        BlackboxFamilies families = new BlackboxFamilies();
        boolean success = reports.stream().allMatch(report -> report.verdict() == Verdict.PASS);
        families.gauge(
                "probe_success",
                "Whether every address of the target does what is expected (1), or does not or is undetermined (0).",
                success ? 1 : 0);
        families.gauge("probe_duration_seconds", "How long the probe took, in seconds.", seconds(took));
        families.gauge(
                "probe_dns_lookup_time_seconds",
                "How long the lookup of the target's name took, in seconds; 0 for an address.",
                seconds(lookup));
        OriginReport report = reports.stream()
                .filter(each -> each.verdict() != Verdict.PASS)
                .findFirst()
                .orElse(reports.get(0));
        families.gauge(
                "probe_ip_protocol",
                "The IP version that was used: 4 or 6.",
                report.origin().address().getAddress() instanceof Inet6Address ? 6 : 4);
        families.describe(shown(report), lookup);
        reports.stream()
                .flatMap(each -> each.attempts().stream())
                .flatMap(attempt -> attempt.observation().tls().stream())
                .flatMap(tls -> tls.serverChain().stream())
                .flatMap(certificate -> PeerCertificate.of(certificate).facts().stream())
                .map(PeerCertificate.Facts::notAfter)
                .min(Instant::compareTo)
                .ifPresent(earliest -> families.gauge(
                        "probe_ssl_earliest_cert_expiry",
                        "When the first of the server's certificates expires, in seconds since 1970.",
                        (double) earliest.getEpochSecond()));
        return families.all;
    }

    private static Optional<Observation> shown(OriginReport report) {
        Optional<Observation> shown = Optional.empty();
        for (Identity identity : List.of(Identity.NONE, Identity.LEAF)) {
            for (JudgedAttempt attempt : report.attempts()) {
                boolean isIts = attempt.observation().attempt().identity() == identity;
                shown = isIts ? Optional.of(attempt.observation()) : shown;
            }
        }
        return shown;
    }

    private void describe(Optional<Observation> shown, Duration lookup) {
        Optional<TlsFacts> tls = shown.flatMap(Observation::tls).filter(TlsFacts::completed);
        int status = shown.map(Observation::ending)
                .filter(Ending.Answered.class::isInstance)
                .map(ending -> ((Ending.Answered) ending).status())
                .orElse(0);
        gauge("probe_http_status_code", "The status of the HTTP answer; 0 where there is none.", status);
        gauge(
                "probe_http_ssl",
                "Whether TLS was spoken to the end of the handshake (1) or not (0).",
                tls.isPresent() ? 1 : 0);
        double version = tls.flatMap(TlsFacts::alpn).filter("h2"::equals).isPresent() ? 2 : 1.1;
        gauge("probe_http_version", "The version of HTTP; 0 where there is no answer.", status == 0 ? 0 : version);
        tls.flatMap(TlsFacts::version)
                .ifPresent(name -> all.add(new InfoSnapshot(
                        new MetricMetadata("probe_tls_version", "The TLS version that was used, always 1."),
                        List.of(new InfoDataPointSnapshot(Labels.of("version", name.replace("TLSv", "TLS ")))))));
        Timings timings =
                shown.map(Observation::timings).orElse(new Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO));
        Map<String, Duration> phases = new LinkedHashMap<>();
        phases.put("resolve", lookup);
        phases.put("connect", timings.connect());
        phases.put("tls", timings.handshake());
        phases.put("processing", timings.answer());
        List<GaugeDataPointSnapshot> points = new ArrayList<>();
        phases.forEach((phase, took) ->
                points.add(new GaugeDataPointSnapshot(seconds(took), Labels.of("phase", phase), null)));
        all.add(new GaugeSnapshot(
                OriginFamilies.metadata(
                        "probe_http_duration_seconds",
                        "How long each phase of the described attempt took, in seconds."),
                points));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private void gauge(String name, String help, double value) {
        all.add(new GaugeSnapshot(
                OriginFamilies.metadata(name, help), List.of(new GaugeDataPointSnapshot(value, Labels.EMPTY, null))));
    }
}
