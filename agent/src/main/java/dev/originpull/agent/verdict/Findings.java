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
        OtherAuthorities others,
        ServerCertificates.Read serverCertificate,
        Remedies remedies) {

    List<Finding> at(Instant now) {
        Fixes fixes = new Fixes(subject, ServerSoftware.of(observations), remedies);
        LeafAdvice advice = new LeafAdvice(subject, looks, others, ServerSoftware.of(observations), now);
        List<Finding> access = new AccessFindings(subject, looks, weighing, mode, fixes, advice).list();
        List<Finding> answers = new AnswerFindings(subject, looks, weighing, mode, advice).list();
        List<Finding> authorities = new AuthorityFindings(subject, looks, mode, others, fixes).list();
        List<Finding> certificates = new CertificateFindings(subject, observations).at(now, serverCertificate);
        return worstFirst(Stream.of(access, answers, authorities, certificates).flatMap(List::stream));
    }

    static List<Finding> worstFirst(Stream<Finding> findings) {
        return findings.sorted(Comparator.comparing(Finding::severity)).toList();
    }
}
