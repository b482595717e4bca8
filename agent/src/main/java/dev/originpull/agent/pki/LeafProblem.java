package dev.originpull.agent.pki;

import dev.originpull.agent.config.Printable;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A reason why servers refuse a leaf that can be seen in the certificate itself, before any connection.
 *
 * @param what half a sentence without a full stop, such as {@code the leaf expired at …}
 * @param fix what to do, half a sentence that begins with a verb in lower case
 */
public record LeafProblem(Kind kind, String what, String fix) {
    /** What is wrong. */
    public enum Kind {
        EXPIRED,
        NOT_YET_VALID,
        /** An extended key usage without clientAuth (RFC 5280, 4.2.1.12); OpenSSL takes no other in its place. */
        NO_CLIENT_AUTH,
        /** A key usage with neither digitalSignature nor keyAgreement, as OpenSSL asks of a client (RFC 5280, 4.2.1.3). */
        NO_DIGITAL_SIGNATURE,
        /** Signed with SHA-1 or MD5, which OpenSSL 3 refuses at its default security level. */
        WEAK_SIGNATURE,
        /** A critical extension that verifiers do not know, so that they have to refuse (RFC 5280, 4.2). */
        UNKNOWN_CRITICAL_EXTENSION,
        /** A CA's certificate (basicConstraints CA:TRUE) in a leaf's place. */
        CA_CERTIFICATE
    }

    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USAGE = "2.5.29.37.0";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_AGREEMENT = 4;

    /** Those that OpenSSL's X509_supported_extension knows. */
    private static final Set<String> KNOWN_EXTENSIONS = Set.of(
            "2.5.29.15",
            "2.5.29.17",
            "2.5.29.19",
            "2.5.29.30",
            "2.5.29.31",
            "2.5.29.32",
            "2.5.29.33",
            "2.5.29.36",
            "2.5.29.37",
            "2.5.29.54",
            "2.16.840.1.113730.1.1",
            "1.3.6.1.5.5.7.1.7",
            "1.3.6.1.5.5.7.1.8",
            "1.3.6.1.5.5.7.1.14",
            "1.3.6.1.5.5.7.48.1.5");

    /** Everything that is wrong with a leaf; empty for a sound one. */
    public static List<LeafProblem> of(X509Certificate leaf, Instant now) {
        List<LeafProblem> problems = new ArrayList<>();
        any("the leaf", leaf, now, problems);
        usages(leaf, problems);
        if (leaf.getBasicConstraints() >= 0 && !isSelfIssued(leaf)) {
            problems.add(new LeafProblem(
                    Kind.CA_CERTIFICATE,
                    "the leaf is a CA's certificate (basicConstraints CA:TRUE)",
                    "issue a leaf from that CA, and present the leaf"));
        }
        return List.copyOf(problems);
    }

    /**
     * Everything that is wrong with a leaf and the intermediates that are sent behind it.
     *
     * @param chain the leaf first
     */
    public static List<LeafProblem> of(List<X509Certificate> chain, Instant now) {
        List<LeafProblem> problems = new ArrayList<>(of(chain.get(0), now));
        for (X509Certificate intermediate : chain.subList(1, chain.size())) {
            String whose = "the intermediate '"
                    + Printable.of(DistinguishedNames.of(intermediate.getSubjectX500Principal())) + "'";
            any(whose, intermediate, now, problems);
        }
        return List.copyOf(problems);
    }

    private static void any(String whose, X509Certificate certificate, Instant now, List<LeafProblem> problems) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            problems.add(new LeafProblem(Kind.EXPIRED, whose + " expired at " + until, "issue a new one"));
        } else if (now.isBefore(from)) {
            problems.add(new LeafProblem(
                    Kind.NOT_YET_VALID, whose + " is not valid before " + from, "check this machine's clock, or wait"));
        }
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        boolean root = isSelfIssued(certificate);
        if (!root && (algorithm.startsWith("SHA1") || algorithm.startsWith("MD"))) {
            problems.add(new LeafProblem(
                    Kind.WEAK_SIGNATURE,
                    whose + " is signed with " + certificate.getSigAlgName()
                            + ", which OpenSSL 3 refuses at its default security level",
                    "issue it again with SHA-256"));
        }
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        if (critical != null) {
            critical.stream()
                    .filter(oid -> !KNOWN_EXTENSIONS.contains(oid))
                    .sorted()
                    .forEach(oid -> problems.add(new LeafProblem(
                            Kind.UNKNOWN_CRITICAL_EXTENSION,
                            whose + " has the critical extension " + oid + ", which servers do not know and so refuse",
                            "issue it again without that extension, or with the extension not critical")));
        }
    }

    private static void usages(X509Certificate leaf, List<LeafProblem> problems) {
        List<String> purposes = purposes(leaf);
        if (!purposes.isEmpty() && !purposes.contains(CLIENT_AUTH)) {
            problems.add(new LeafProblem(
                    Kind.NO_CLIENT_AUTH,
                    "the leaf's extended key usage ("
                            + String.join(
                                    ", ",
                                    purposes.stream().map(LeafProblem::purpose).toList())
                            + ") does not include clientAuth, and servers refuse it as a client's certificate",
                    "issue the leaf with extendedKeyUsage clientAuth, or without an extended key usage"));
        }
        boolean[] usage = leaf.getKeyUsage();
        if (usage != null && !usage[DIGITAL_SIGNATURE] && !usage[KEY_AGREEMENT]) {
            problems.add(new LeafProblem(
                    Kind.NO_DIGITAL_SIGNATURE,
                    "the leaf's key usage does not include digitalSignature, and servers refuse it as a client's"
                            + " certificate",
                    "issue the leaf with keyUsage digitalSignature"));
        }
    }

    private static List<String> purposes(X509Certificate leaf) {
        try {
            List<String> purposes = leaf.getExtendedKeyUsage();
            return purposes == null ? List.of() : purposes;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static String purpose(String oid) {
        return switch (oid) {
            case "1.3.6.1.5.5.7.3.1" -> "serverAuth";
            case "1.3.6.1.5.5.7.3.3" -> "codeSigning";
            case "1.3.6.1.5.5.7.3.4" -> "emailProtection";
            case "1.3.6.1.5.5.7.3.8" -> "timeStamping";
            case "1.3.6.1.5.5.7.3.9" -> "OCSPSigning";
            case ANY_USAGE -> "anyExtendedKeyUsage";
            default -> oid;
        };
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
}
