package dev.originpull.agent.verdict;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.TlsFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges what an {@link AuditPlan}'s attempts met with; pure. */
public final class AuditJudge {
    private AuditJudge() {}

    /**
     * The report with what the audit found. The mode and the attempts stay as they were: each way round is a finding.
     *
     * @param report the judgement of {@code judged}
     * @param judged what was observed by the {@link StandardPlan}
     * @param plan the audit's
     * @param audited what was observed by it, in order; may be short of its end
     */
    public static OriginReport with(
            OriginReport report, Case subject, List<Observation> judged, AuditPlan plan, List<Observation> audited) {
        Looks looks = new Looks(subject, judged);
        Optional<Status> leaf =
                new Weighing(looks, subject.knobs()).of(Identity.LEAF).isAccepted()
                        ? looks.answersTo(Identity.LEAF).stream()
                                .map(Reading.Answer::status)
                                .findFirst()
                        : Optional.empty();
        Map<FindingCode, Finding> found = new EnumMap<>(FindingCode.class);
        for (int i = 0; i < Math.min(audited.size(), plan.ways().size()); i++) {
            Bypass way = plan.ways().get(i);
            Observation seen = audited.get(i);
            if (isOpen(way, seen, leaf)) {
                found.merge(way.code(), finding(way, seen), AuditJudge::both);
            }
        }
        if (found.isEmpty() && !audited.isEmpty()) {
            found.put(FindingCode.NO_BYPASS_FOUND, noneFound(plan, audited, untried(report)));
        }
        Duration took = audited.stream().map(seen -> seen.timings().total()).reduce(report.duration(), Duration::plus);
        return new OriginReport(
                report.origin(),
                report.mode(),
                report.expected(),
                report.verdict(),
                report.reason(),
                report.attempts(),
                report.serverCertificate(),
                Findings.worstFirst(Stream.concat(report.findings().stream(), found.values().stream())),
                took);
    }

    /**
     * Whether a client that ought to be refused got what the leaf gets: a page for a page, a redirect for a redirect.
     */
    private static boolean isOpen(Bypass way, Observation seen, Optional<Status> leaf) {
        if (!(Reading.of(seen) instanceof Reading.Answer answer)) {
            return false;
        }
        if (way.code() == FindingCode.BYPASS_RESUMPTION
                && !seen.tls().map(TlsFacts::resumed).orElse(false)) {
            return false;
        }
        if (answer.status().isSuccess()) {
            return leaf.map(Status::isSuccess).orElse(true);
        }
        boolean redirects = answer.status().isBelow400();
        return redirects
                && way.code() != FindingCode.BYPASS_PLAIN_HTTP
                && leaf.map(status -> status.isBelow400() && !status.isSuccess())
                        .orElse(false);
    }

    private static Finding finding(Bypass way, Observation seen) {
        return new Finding(
                way.code(),
                Severity.CRITICAL,
                (way.attempt().identity() == Identity.NONE
                                ? "Without a certificate, " + Printable.of(way.words()) + ", a client"
                                : "A client " + Printable.of(way.words()))
                        + " gets " + Detail.of(seen) + ".",
                way.fix());
    }

    /** Says what was tried, and what could not be: a port that is closed is no proof of anything but that. */
    private static Finding noneFound(AuditPlan plan, List<Observation> audited, String untried) {
        List<String> tried = new ArrayList<>();
        List<String> unreached = new ArrayList<>();
        for (int i = 0; i < Math.min(audited.size(), plan.ways().size()); i++) {
            boolean reached = !(Reading.of(audited.get(i)) instanceof Reading.Nowhere);
            (reached ? tried : unreached).add(Printable.of(plan.ways().get(i).words()));
        }
        int left = plan.ways().size() - audited.size();
        return new Finding(
                FindingCode.NO_BYPASS_FOUND,
                left > 0 || tried.isEmpty() || !untried.isEmpty() ? Severity.WARNING : Severity.INFO,
                (tried.isEmpty()
                                ? "No bypass could be tried."
                                : "No bypass was found: " + String.join(", ", tried) + ".")
                        + (unreached.isEmpty() ? "" : " Not served: " + String.join(", ", unreached) + ".")
                        + untried
                        + (left > 0 ? " For " + left + " more the time was too short." : ""),
                left > 0 ? "Give a longer --timeout." : "");
    }

    /** An audit has nobody else's certificate: what the origin says it trusts besides the user's CAs stays untried. */
    private static String untried(OriginReport report) {
        boolean others = report.findings().stream()
                .anyMatch(finding -> finding.code() == FindingCode.OTHER_CAS_TRUSTED
                        || finding.code() == FindingCode.SHARED_CLOUDFLARE_CA_TRUSTED);
        return others ? " Not tried: a certificate of the other CAs that the origin names, as none was at hand." : "";
    }

    private static Finding both(Finding one, Finding other) {
        return new Finding(one.code(), one.severity(), one.message() + " " + other.message(), one.fix());
    }
}
