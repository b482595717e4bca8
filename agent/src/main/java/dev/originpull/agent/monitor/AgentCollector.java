package dev.originpull.agent.monitor;

import dev.originpull.agent.config.ProbeSettings;
import dev.originpull.agent.verdict.Severity;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an agent knows at the moment of a scrape, as metrics. One collector over the results: a meter an origin and family would cost
 * hundreds of megabytes. Of a look that is stale, only its time is there.
 */
public final class AgentCollector implements MultiCollector {
    private final Agent agent;
    private final Labels build;

    /**
     * The collector of an agent.
     *
     * @param version our own
     * @param boringSsl that of the TLS library
     */
    public AgentCollector(Agent agent, String version, String boringSsl) {
        this.agent = agent;
        this.build = Labels.of(
                "version", version, "java", System.getProperty("java.version", "unknown"), "boringssl", boringSsl);
    }

    @Override
    public MetricSnapshots collect() {
        // Who is asked by /probe alone knows nothing of an origin that another agent is asked about by now.
        List<Standing> standings = agent.standings().stream()
                .filter(standing -> agent.config().probe().scheduled() || standing.freshness() != Freshness.STALE)
                .toList();
        List<MetricSnapshot> all = new ArrayList<>(OriginFamilies.of(standings));
        all.add(total(
                "originpull_origins",
                "Origins that are watched: hostnames times addresses.",
                agent.watches().size()));
        ProbeSettings probe = agent.config().probe();
        all.add(total(
                "originpull_probe_interval_seconds",
                "How often each origin is probed, in seconds; 0 where only /probe has it probed.",
                probe.scheduled() ? probe.interval().toMillis() / 1000.0 : 0));
        all.add(findings(standings));
        leaves(all);
        agent.originLog().map(OriginLogFamilies::of).ifPresent(all::addAll);
        ReloadOutcome reload = agent.lastReload();
        all.add(total(
                "originpull_config_last_reload_successful",
                "Whether the last loading of the configuration succeeded (1) or not (0).",
                reload.successful() ? 1 : 0));
        all.add(total(
                "originpull_config_last_reload_success_timestamp_seconds",
                "When the configuration was last loaded with success, in seconds since 1970.",
                OriginFamilies.seconds(reload.lastSuccess())));
        agent.isStateKept()
                .ifPresent(kept -> all.add(total(
                        "originpull_state_file_last_write_successful",
                        "Whether the state file could be written the last time (1) or not (0).",
                        kept ? 1 : 0)));
        housekeeping(all);
        all.add(new InfoSnapshot(
                new MetricMetadata("originpull_build", "What runs: the versions of originpull, Java and BoringSSL."),
                List.of(new InfoDataPointSnapshot(build))));
        return new MetricSnapshots(all);
    }

    private static MetricSnapshot findings(List<Standing> standings) {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            counts.put(severity, 0);
        }
        for (Standing standing : standings) {
            standing.look()
                    .filter(look -> standing.freshness() != Freshness.STALE)
                    .map(Look::findings)
                    .ifPresent(found -> counts.replaceAll((severity, count) -> count + found.of(severity)));
        }
        List<GaugeDataPointSnapshot> points = new ArrayList<>();
        counts.forEach((severity, count) ->
                points.add(new GaugeDataPointSnapshot(count, Labels.of("severity", severity.word()), null)));
        return new GaugeSnapshot(
                new MetricMetadata("originpull_findings", "How many findings there are now over all origins."), points);
    }

    private void housekeeping(List<MetricSnapshot> all) {
        List<GaugeDataPointSnapshot> lastRuns = new ArrayList<>();
        agent.housekeeping()
                .forEach((task, at) -> lastRuns.add(
                        new GaugeDataPointSnapshot(OriginFamilies.seconds(at), Labels.of("task", task), null)));
        all.add(new GaugeSnapshot(
                OriginFamilies.metadata(
                        "originpull_housekeeping_last_run_timestamp_seconds",
                        "When each background task last ran or was free to, in seconds since 1970."),
                lastRuns));
    }

    private void leaves(List<MetricSnapshot> all) {
        List<GaugeDataPointSnapshot> notAfter = new ArrayList<>();
        for (LeafFacts leaf : agent.leaves()) {
            Labels labels = Labels.of("identity", leaf.identity(), "fingerprint", leaf.fingerprint());
            notAfter.add(new GaugeDataPointSnapshot(OriginFamilies.seconds(leaf.notAfter()), labels, null));
        }
        if (!notAfter.isEmpty()) {
            all.add(new GaugeSnapshot(
                    OriginFamilies.metadata(
                            "originpull_leaf_not_after_timestamp_seconds",
                            "When the leaf that is presented expires, in seconds since 1970."),
                    notAfter));
        }
        List<GaugeDataPointSnapshot> inForce = new ArrayList<>();
        agent.keyFilesInForce()
                .forEach((identity, current) -> inForce.add(
                        new GaugeDataPointSnapshot(current ? 1 : 0, Labels.of("identity", identity), null)));
        if (!inForce.isEmpty()) {
            all.add(new GaugeSnapshot(
                    new MetricMetadata(
                            "originpull_identity_files_in_force",
                            "Whether what is presented is what the key files hold (1), or they cannot be used and the former stays (0)."),
                    inForce));
        }
    }

    private static MetricSnapshot total(String name, String help, double value) {
        return new GaugeSnapshot(
                OriginFamilies.metadata(name, help), List.of(new GaugeDataPointSnapshot(value, Labels.EMPTY, null)));
    }
}
