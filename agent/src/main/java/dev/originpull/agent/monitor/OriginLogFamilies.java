package dev.originpull.agent.monitor;

import dev.originpull.agent.monitor.originlog.FileState;
import dev.originpull.agent.monitor.originlog.OriginLog;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;

/** The metrics of the origin's own access log. */
final class OriginLogFamilies {
    private OriginLogFamilies() {}

    static List<MetricSnapshot> of(OriginLog log) {
        List<CounterDataPointSnapshot> requests = new ArrayList<>();
        log.counts()
                .forEach((key, count) -> requests.add(counter(
                        count,
                        Labels.of(
                                "hostname", key.hostname(),
                                "client_verify", key.clientVerify().word(),
                                "cloudflare", key.cloudflare().word()))));
        List<CounterDataPointSnapshot> unreadable = new ArrayList<>();
        List<GaugeDataPointSnapshot> following = new ArrayList<>();
        for (FileState state : log.states()) {
            Labels labels = Labels.of("file", state.file().toString());
            unreadable.add(counter(state.unreadableLines(), labels));
            following.add(
                    new GaugeDataPointSnapshot(state.status() == FileState.Status.FOLLOWING ? 1 : 0, labels, null));
        }
        return List.of(
                new CounterSnapshot(
                        new MetricMetadata(
                                "originpull_origin_requests",
                                "Requests in the origin's access log, by what became of the client's certificate and whether "
                                        + "the client has an address of Cloudflare."),
                        requests),
                new CounterSnapshot(
                        new MetricMetadata(
                                "originpull_origin_log_unreadable_lines",
                                "Lines of the access log that are not in the format of generate --log."),
                        unreadable),
                new GaugeSnapshot(
                        new MetricMetadata(
                                "originpull_origin_log_followed",
                                "Whether the access log is there and can be read (1) or not (0)."),
                        following));
    }

    private static CounterDataPointSnapshot counter(long count, Labels labels) {
        return new CounterDataPointSnapshot(count, labels, null, 0);
    }
}
