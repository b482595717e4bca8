package dev.originpull.agent.verdict;

import dev.originpull.agent.pki.LeafProblem;
import dev.originpull.agent.probe.Observation;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What there is to say about certificates, the leaf's and the server's, and about the TLS they travel in. */
final class CertificateFindings {
    /** Cloudflare mails 30 and 14 days before a hostname certificate's end. */
    private static final Duration SOON = Duration.ofDays(30);

    private static final Duration VERY_SOON = Duration.ofDays(14);
    private static final Set<String> OLD = Set.of("SSLv3", "TLSv1", "TLSv1.1");

    private final Case subject;
    private final List<Observation> observations;
    private final List<Finding> findings = new ArrayList<>();

    CertificateFindings(Case subject, List<Observation> observations) {
        this.subject = subject;
        this.observations = List.copyOf(observations);
    }

    List<Finding> at(Instant now, ServerCertificates.Read server) {
        findings.clear();
        subject.leaf().ifPresent(leaf -> {
            dates(leaf, now);
            problems(leaf, now);
        });
        server.unreadable().ifPresent(this::unreadable);
        server.facts().ifPresent(certificate -> server(certificate, now));
        oldTls();
        return List.copyOf(findings);
    }

    private void dates(X509Certificate leaf, Instant now) {
        Instant begin = leaf.getNotBefore().toInstant();
        Instant end = leaf.getNotAfter().toInstant();
        Duration left = Duration.between(now, end);
        if (now.isBefore(begin)) {
            add(
                    FindingCode.LEAF_NOT_YET_VALID,
                    Severity.ERROR,
                    "The leaf is valid from " + begin + " on, not yet.",
                    "Wait until then, or issue a leaf that is valid now; see that this machine's clock is right.");
        } else if (left.isNegative()) {
            add(
                    FindingCode.LEAF_EXPIRED,
                    Severity.ERROR,
                    "The leaf expired on " + end + ".",
                    "Issue a new leaf, upload it to Cloudflare and associate it with "
                            + subject.origin().hostname() + ".");
        } else if (left.compareTo(SOON) <= 0) {
            String mails = left.compareTo(VERY_SOON) <= 0 ? "last mail, at 14 days," : "first mail, at 30 days,";
            add(
                    FindingCode.LEAF_EXPIRES_SOON,
                    Severity.WARNING,
                    "The leaf expires in " + days(left) + ", on " + end + "; Cloudflare's " + mails
                            + " is due by now where that alert is set up.",
                    "Issue a new leaf from a CA that the origin trusts, upload it to Cloudflare and associate it with "
                            + subject.origin().hostname() + " before that day.");
        }
    }

    /** What its dates do not show. */
    private void problems(X509Certificate leaf, Instant now) {
        for (LeafProblem problem : LeafProblem.of(leaf, now)) {
            switch (problem.kind()) {
                case NO_CLIENT_AUTH -> add(FindingCode.LEAF_WITHOUT_CLIENT_AUTH, problem);
                case NO_DIGITAL_SIGNATURE -> add(FindingCode.LEAF_WITHOUT_DIGITAL_SIGNATURE, problem);
                case WEAK_SIGNATURE -> add(FindingCode.LEAF_WEAK_SIGNATURE, problem);
                case UNKNOWN_CRITICAL_EXTENSION -> add(FindingCode.LEAF_UNKNOWN_CRITICAL_EXTENSION, problem);
                case CA_CERTIFICATE -> add(FindingCode.LEAF_IS_A_CA, problem);
                case EXPIRED, NOT_YET_VALID -> {
                    // Have findings of their own.
                }
            }
        }
    }

    private void add(FindingCode code, LeafProblem problem) {
        add(code, Severity.WARNING, sentence(problem.what()), sentence(problem.fix()));
    }

    private static String sentence(String half) {
        return half.substring(0, 1).toUpperCase(Locale.ROOT) + half.substring(1) + ".";
    }

    private void unreadable(String why) {
        add(
                FindingCode.SERVER_CERTIFICATE_UNREADABLE,
                Severity.WARNING,
                "The server's own certificate breaks the rules of RFC 5280, and Java cannot read it: " + why
                        + ". The mode does not depend on it.",
                "Issue the server's certificate again without that fault. `openssl s_client -connect "
                        + subject.origin().endpoint() + " -servername "
                        + subject.origin().hostname() + " </dev/null | openssl x509 -noout -text` shows it.");
    }

    private void server(ServerCertificate certificate, Instant now) {
        if (now.isAfter(certificate.notAfter())) {
            add(
                    FindingCode.SERVER_CERTIFICATE_EXPIRED,
                    Severity.ERROR,
                    "The server's own certificate expired on " + certificate.notAfter()
                            + "; under Full (strict) Cloudflare answers visitors with 526.",
                    "Renew the server's certificate, and reload the server.");
        }
        if (!certificate.matchesHostname()) {
            add(
                    FindingCode.SERVER_CERTIFICATE_NOT_FOR_HOSTNAME,
                    Severity.WARNING,
                    "The server's own certificate (" + certificate.subject() + ") does not name "
                            + subject.origin().hostname()
                            + "; under Full (strict) Cloudflare answers visitors with 526.",
                    "Give the server a certificate whose subjectAltName holds "
                            + subject.origin().hostname() + ", or see that the address serves this hostname at all.");
        }
    }

    private void oldTls() {
        observations.stream()
                .flatMap(seen -> seen.tls().stream())
                .flatMap(tls -> tls.version().stream())
                .filter(OLD::contains)
                .findFirst()
                .ifPresent(version -> add(
                        FindingCode.OLD_TLS_VERSION,
                        Severity.WARNING,
                        "The origin speaks nothing newer than " + version
                                + ", which has been deprecated since 2021 (RFC 8996).",
                        "Turn on TLS 1.2 and 1.3 at the origin."));
    }

    private static String days(Duration left) {
        long days = left.toDays();
        return days == 0 ? "less than a day" : days == 1 ? "one day" : days + " days";
    }

    private void add(FindingCode code, Severity severity, String message, String fix) {
        findings.add(new Finding(code, severity, message, fix));
    }
}
