package dev.originpull.agent.web.pages;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.monitor.Look;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.monitor.Watch;
import dev.originpull.configgen.catalog.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One origin in the list.
 *
 * @param urgency names how it is marked
 * @param verdict in words
 * @param mode empty until somebody has looked
 * @param trouble the worst finding's message, or why it could not be told, cut to a length that fits
 * @param more how many further findings there are
 */
public record OriginRow(
        String id,
        String hostname,
        String address,
        String urgency,
        String verdict,
        Optional<String> mode,
        Optional<String> expected,
        Optional<String> trouble,
        int more,
        boolean unconfirmed,
        Optional<Expiry> serverCertificate,
        Optional<Moment> probed,
        Optional<Moment> changed) {

    /** Unpacks the report: for those that are shown. */
    static OriginRow of(Standing standing, Instant now) {
        Watch watch = standing.watch();
        Optional<Look> look = standing.look();
        Optional<StoredReport> report = look.map(StoredReport::of);
        List<FindingView> findings = report.map(StoredReport::findings).orElse(List.of()).stream()
                .filter(finding -> !finding.severity().equals("info"))
                .toList();
        return new OriginRow(
                watch.id(),
                watch.hostname().name(),
                watch.address(),
                Urgency.of(standing).word(),
                Told.words(standing),
                look.map(seen -> seen.mode().word()),
                watch.expected().map(Stage::word),
                trouble(standing, report, findings),
                Math.max(0, findings.size() - 1),
                standing.unconfirmed(),
                look.flatMap(Look::serverNotAfter).map(notAfter -> Expiry.of(notAfter, now)),
                standing.probedAt().map(at -> Moment.of(at, now)),
                standing.changedAt().map(at -> Moment.of(at, now)));
    }

    private static Optional<String> trouble(
            Standing standing, Optional<StoredReport> report, List<FindingView> findings) {
        if (!findings.isEmpty()) {
            return Optional.of(Printable.of(findings.get(0).message()));
        }
        return Urgency.of(standing) == Urgency.FINE
                ? Optional.empty()
                : report.map(StoredReport::reason)
                        .filter(reason -> !reason.isEmpty())
                        .map(Printable::of);
    }
}
