package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Observation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Everything there is to say about an origin, the worst first. */
record Findings(
        Case subject,
        List<Observation> observations,
        Looks looks,
        Weighing weighing,
        Mode mode,
        ServerCertificates.Read serverCertificate,
        Remedies remedies) {

    List<Finding> at(Instant now) {
        Fixes fixes = new Fixes(subject.origin(), ServerSoftware.of(observations), remedies, now);
        List<Finding> access = new AccessFindings(subject, looks, weighing, mode, fixes).list();
        List<Finding> certificates = new CertificateFindings(subject, observations, mode).at(now, serverCertificate);
        return worstFirst(Stream.concat(access.stream(), certificates.stream()));
    }

    static List<Finding> worstFirst(Stream<Finding> findings) {
        return findings.sorted(Comparator.comparing(Finding::severity)).toList();
    }
}
