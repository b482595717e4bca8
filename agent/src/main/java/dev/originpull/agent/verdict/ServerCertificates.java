package dev.originpull.agent.verdict;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.Printable;
import dev.originpull.agent.pki.PeerCertificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a server's certificate says of itself. */
final class ServerCertificates {
    private ServerCertificates() {}

    /**
     * The facts that are reported, as far as they can be read.
     *
     * @param facts empty where no certificate was seen, or nothing of it can be read
     * @param unreadable why Java's parser refuses it; empty where it does not
     */
    record Read(Optional<ServerCertificate> facts, Optional<String> unreadable) {
        static final Read NONE = new Read(Optional.empty(), Optional.empty());
    }

    /**
     * Reads the server's own certificate.
     *
     * @param chain the server's own certificate first; not empty
     * @param trust asked where the certificate can be read
     */
    static Read read(List<X509Certificate> chain, Hostname hostname, Predicate<List<X509Certificate>> trust) {
        PeerCertificate own = PeerCertificate.of(chain.get(0));
        boolean trusted = own.trouble().isEmpty() && trust.test(chain);
        return new Read(
                own.facts()
                        .map(facts -> new ServerCertificate(
                                Printable.of(facts.subject()),
                                Printable.of(facts.issuer()),
                                facts.notAfter(),
                                facts.dnsNames().stream().anyMatch(name -> matches(name, hostname.name())),
                                trusted)),
                own.trouble().map(Printable::whole));
    }

    /** The dNSNames of its subjectAltName in lower case, wildcards too; none where it has none or cannot be read. */
    static List<String> dnsNames(X509Certificate certificate) {
        return PeerCertificate.of(certificate)
                .facts()
                .map(PeerCertificate.Facts::dnsNames)
                .orElse(List.of());
    }

    /** By DNS names only, as a common name has not counted for long. A wildcard stands for the whole left-most label and nothing else (RFC 9525, 6.3). */
    private static boolean matches(String name, String hostname) {
        if (!name.startsWith("*.")) {
            return name.equals(hostname);
        }
        int dot = hostname.indexOf('.');
        return dot > 0 && name.indexOf('*', 1) < 0 && name.substring(1).equals(hostname.substring(dot));
    }
}
