package dev.originpull.agent.verdict;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.pki.DistinguishedNames;
import dev.originpull.agent.pki.SharedCa;
import dev.originpull.agent.probe.CertificateRequest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.security.auth.x500.X500Principal;

/**
 * The CAs that an origin says it accepts clients of (RFC 8446, 4.2.4; RFC 5246, 7.4.4), held against the user's own.
 *
 * @param count how many it names
 * @param ownNamed whether one of them is the leaf, a certificate of its chain, the issuer of one, or a CA that the
 *     user names
 * @param others the rest, as RFC 2253 has them, without Cloudflare's shared CA, which has a finding of its own
 * @param publicOnes those of {@code others} that issue certificates to the public
 */
record OtherAuthorities(int count, boolean ownNamed, List<String> others, List<String> publicOnes) {
    /** From so many on, an origin trusts CAs in numbers; an administrator's own are fewer. */
    private static final int MANY = 10;

    private static final int SHOWN = 2;

    OtherAuthorities {
        others = List.copyOf(others);
        publicOnes = List.copyOf(publicOnes);
    }

    static OtherAuthorities of(OwnCertificates own, Looks looks, Predicate<String> publicCa) {
        Optional<CertificateRequest> request = looks.request();
        if (request.isEmpty()) {
            return new OtherAuthorities(0, false, List.of(), List.of());
        }
        Set<X500Principal> known = new HashSet<>();
        own.chain().stream()
                .limit(1)
                .map(X509Certificate::getSubjectX500Principal)
                .forEach(known::add);
        own.all().forEach(certificate -> {
            known.add(certificate.getIssuerX500Principal());
            known.add(certificate.getSubjectX500Principal());
        });
        List<String> others = new ArrayList<>();
        List<String> publicOnes = new ArrayList<>();
        boolean ownNamed = false;
        for (String text : request.get().acceptableIssuers()) {
            boolean isOwn = known.stream().anyMatch(name -> DistinguishedNames.isSame(name, text));
            ownNamed |= isOwn;
            if (!isOwn && !SharedCa.isName(text)) {
                others.add(text);
                if (publicCa.test(text)) {
                    publicOnes.add(text);
                }
            }
        }
        return new OtherAuthorities(request.get().named(), ownNamed, others, publicOnes);
    }

    /** Whether the origin names so many CAs that not all were kept: a bundle such as an operating system's. */
    boolean isBundle() {
        return count >= CertificateRequest.MAX_ISSUERS;
    }

    boolean areNumerous() {
        return isBundle() || others.size() >= MANY || !publicOnes.isEmpty();
    }

    /**
     * Whether others than the user's own are trusted. Where none of the names is the user's, the leaf's CA goes by
     * another name here or the leaf is of another CA, and a few names prove nothing.
     */
    boolean areTrusted() {
        return areNumerous() || (ownNamed && !others.isEmpty());
    }

    /** Such as {@code one other CA (CN=Else)}. */
    String inWords() {
        String examples = others.stream()
                .limit(SHOWN)
                .map(Printable::of)
                .reduce((one, next) -> one + "; " + next)
                .map(shown -> " (" + shown + (others.size() > SHOWN || isBundle() ? "; …)" : ")"))
                .orElse("");
        if (isBundle()) {
            return "a bundle of " + count + " CAs" + examples;
        }
        return (others.size() == 1 ? "one other CA" : others.size() + " other CAs") + examples;
    }
}
