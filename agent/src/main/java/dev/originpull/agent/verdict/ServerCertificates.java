package dev.originpull.agent.verdict;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.Printable;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What a server's certificate says of itself. */
final class ServerCertificates {
    /** The dNSName of a subjectAltName (RFC 5280, 4.2.1.6). */
    private static final int DNS_NAME = 2;

    private ServerCertificates() {}

    /**
     * The facts that are reported.
     *
     * @param chain the server's own certificate first; not empty
     */
    static ServerCertificate facts(List<X509Certificate> chain, Hostname hostname, boolean trusted) {
        X509Certificate own = chain.get(0);
        return new ServerCertificate(
                Printable.of(own.getSubjectX500Principal().getName()),
                Printable.of(own.getIssuerX500Principal().getName()),
                own.getNotAfter().toInstant(),
                covers(own, hostname),
                trusted);
    }

    /** By its DNS names only: a common name has not counted for long (RFC 9525, 6.3 and appendix A). */
    static boolean covers(X509Certificate certificate, Hostname hostname) {
        return dnsNames(certificate).stream().anyMatch(name -> matches(name, hostname.name()));
    }

    /** The dNSNames of its subjectAltName in lower case, wildcards too; none where it has none or cannot be read. */
    static List<String> dnsNames(X509Certificate certificate) {
        Collection<List<?>> names;
        try {
            names = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            return List.of();
        }
        return names == null
                ? List.of()
                : names.stream()
                        .filter(name ->
                                name.size() == 2 && Integer.valueOf(DNS_NAME).equals(name.get(0)))
                        .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                        .toList();
    }

    /** A wildcard stands for the whole left-most label and nothing else (RFC 9525, 6.3). */
    private static boolean matches(String name, String hostname) {
        if (!name.startsWith("*.")) {
            return name.equals(hostname);
        }
        int dot = hostname.indexOf('.');
        return dot > 0 && name.indexOf('*', 1) < 0 && name.substring(1).equals(hostname.substring(dot));
    }
}
