package dev.originpull.agent.monitor;

import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Severity;
import dev.originpull.agent.verdict.Verdict;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The metrics of each origin: ten series at most. Findings are counted where they need somebody, critical and error; the others
 * are on the pages and in the API.
 */
public final class OriginFamilies {
    private final List<GaugeDataPointSnapshot> up = new ArrayList<>();
    private final List<GaugeDataPointSnapshot> asExpected = new ArrayList<>();
    private final List<InfoDataPointSnapshot> modes = new ArrayList<>();
    private final List<InfoDataPointSnapshot> expected = new ArrayList<>();
    private final List<InfoDataPointSnapshot> failures = new ArrayList<>();
    private final List<GaugeDataPointSnapshot> findings = new ArrayList<>();
    private final List<GaugeDataPointSnapshot> lastProbe = new ArrayList<>();
    private final List<GaugeDataPointSnapshot> lastChange = new ArrayList<>();
    private final List<GaugeDataPointSnapshot> serverNotAfter = new ArrayList<>();

    private OriginFamilies() {}

    /** The families over these. Of one that has not been looked at there is nothing; of one that is stale, only when that was. */
    public static List<MetricSnapshot> of(Collection<Standing> standings) {
        OriginFamilies families = new OriginFamilies();
        standings.forEach(families::add);
        return families.snapshots();
    }

    private void add(Standing standing) {
        if (standing.look().isEmpty()) {
            return;
        }
        Look look = standing.look().get();
        Labels labels = Labels.of(
                "hostname", standing.watch().hostname().name(),
                "address", standing.watch().address());
        if (standing.freshness() != Freshness.STALE) {
            now(standing, look, labels);
        }
        lastProbe.add(point(labels, seconds(standing.probedAt().orElse(look.at()))));
        standing.changedAt().ifPresent(at -> lastChange.add(point(labels, seconds(at))));
        look.serverNotAfter().ifPresent(at -> serverNotAfter.add(point(labels, seconds(at))));
    }

    private void now(Standing standing, Look look, Labels labels) {
        // Where it could not even be tried, for lack of something on this machine, nothing is told.
        if (look.up() || look.mode() != Mode.INCONCLUSIVE) {
            up.add(point(labels, look.up() && look.mode() != Mode.UNREACHABLE ? 1 : 0));
        }
        // What waits longer than it should may have been opened meanwhile: its "as expected" is not vouched for, what
        // is wrong is.
        boolean vouchedFor = standing.freshness() == Freshness.CURRENT || look.verdict() == Verdict.FAIL;
        if (look.verdict() != Verdict.UNKNOWN && vouchedFor) {
            asExpected.add(point(labels, look.verdict() == Verdict.PASS ? 1 : 0));
        }
        modes.add(new InfoDataPointSnapshot(labels.add("mode", look.mode().word())));
        standing.watch()
                .expected()
                .ifPresent(stage -> expected.add(new InfoDataPointSnapshot(labels.add("stage", stage.word()))));
        look.failure()
                .ifPresent(reason -> failures.add(new InfoDataPointSnapshot(labels.add("reason", reason.word()))));
        for (Severity severity : List.of(Severity.CRITICAL, Severity.ERROR)) {
            findings.add(point(
                    labels.add("severity", severity.word()), look.findings().of(severity)));
        }
    }

    private List<MetricSnapshot> snapshots() {
        List<MetricSnapshot> all = new ArrayList<>();
        add(all, "originpull_origin_up", "Whether a TLS conversation took place (1) or not (0).", up);
        add(
                all,
                "originpull_origin_as_expected",
                "Whether the origin does what is expected of it (1) or not (0); absent while that cannot be told.",
                asExpected);
        info(
                all,
                "originpull_origin_mode",
                "What the origin does with client certificates: its present mode, always 1.",
                modes);
        info(all, "originpull_origin_expected", "What is expected of the origin: its stage, always 1.", expected);
        info(
                all,
                "originpull_origin_failure",
                "Why the origin has no mode, or refuses the leaf: the reason, always 1; absent where neither is so.",
                failures);
        add(all, "originpull_origin_findings", "How many findings there are now, by severity.", findings);
        add(
                all,
                "originpull_origin_last_probe_timestamp_seconds",
                "When the origin was last looked at, in seconds since 1970.",
                lastProbe);
        add(
                all,
                "originpull_origin_last_change_timestamp_seconds",
                "When the origin's mode or verdict last changed, in seconds since 1970.",
                lastChange);
        add(
                all,
                "originpull_server_certificate_not_after_timestamp_seconds",
                "When the server's own certificate expires, in seconds since 1970.",
                serverNotAfter);
        return all;
    }

    private static void add(List<MetricSnapshot> all, String name, String help, List<GaugeDataPointSnapshot> points) {
        if (!points.isEmpty()) {
            all.add(new GaugeSnapshot(metadata(name, help), points));
        }
    }

    /** The suffix {@code _info} is the exposition's to add. */
    private static void info(List<MetricSnapshot> all, String name, String help, List<InfoDataPointSnapshot> points) {
        if (!points.isEmpty()) {
            all.add(new InfoSnapshot(new MetricMetadata(name, help), points));
        }
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return new GaugeDataPointSnapshot(value, labels, null);
    }

    /** The unit is what the name ends in. */
    public static MetricMetadata metadata(String name, String help) {
        return name.endsWith("_seconds")
                ? new MetricMetadata(name, help, Unit.SECONDS)
                : new MetricMetadata(name, help);
    }

    static double seconds(Instant at) {
        return at.toEpochMilli() / 1000.0;
    }
}
