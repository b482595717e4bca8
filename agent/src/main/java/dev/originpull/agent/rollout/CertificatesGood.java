package dev.originpull.agent.rollout;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.pki.DistinguishedNames;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What refuses everybody once it has expired is good for a while: leaf, intermediates and CA.
 *
 * @param certificates the leaf and all that lead from it to the root
 */
record CertificatesGood(List<X509Certificate> certificates, Clock clock) implements Gate {
    /** Time to notice, and to issue and upload another. */
    static final Duration LEAST = Duration.ofDays(14);

    CertificatesGood {
        certificates = List.copyOf(certificates);
    }

    @Override
    public GateName name() {
        return GateName.CERTIFICATES_GOOD;
    }

    @Override
    public Finding look(Sight sight) {
        Optional<X509Certificate> first = certificates.stream().min(Comparator.comparing(X509Certificate::getNotAfter));
        if (first.isEmpty()) {
            return Finding.no("no certificate was looked at");
        }
        Instant until = first.get().getNotAfter().toInstant();
        String whose = "'" + Printable.of(DistinguishedNames.of(first.get().getSubjectX500Principal())) + "'";
        Duration left = Duration.between(clock.instant(), until);
        if (left.compareTo(LEAST) < 0) {
            return Finding.no(whose + " expires at " + until + ", in less than " + LEAST.toDays()
                    + " days, and everybody is refused then: issue another, and upload it");
        }
        return Finding.holds("the first to expire is " + whose + ", in " + left.toDays() + " days");
    }
}
