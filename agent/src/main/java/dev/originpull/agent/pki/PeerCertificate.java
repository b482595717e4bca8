package dev.originpull.agent.pki;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * A certificate that a peer sent, as far as it can be read. Java's parser refuses certificates that TLS libraries take; those are read
 * with Bouncy Castle, which is lax. Never throws because of what a certificate holds.
 *
 * @param facts empty where neither reader understands it
 * @param trouble why Java's parser refuses it, half a sentence; empty where it does not
 */
public record PeerCertificate(Optional<Facts> facts, Optional<String> trouble) {
    private static final int MOST_SAID = 200;

    /**
     * What it says of itself; nothing of it is made printable.
     *
     * @param subject as {@link DistinguishedNames} writes it
     * @param issuer likewise
     * @param notAfter the last instant at which it is valid
     * @param dnsNames the dNSNames of its subjectAltName in lower case, wildcards too
     */
    public record Facts(String subject, String issuer, Instant notAfter, List<String> dnsNames) {
        public Facts {
            dnsNames = List.copyOf(dnsNames);
        }
    }

    /** Reads a certificate, which may be parsed only now. */
    public static PeerCertificate of(X509Certificate certificate) {
        try {
            return new PeerCertificate(Optional.of(strictly(certificate)), Optional.empty());
        } catch (CertificateException | RuntimeException e) {
            // Netty parses at the first question, and throws what no method of X509Certificate declares.
            return new PeerCertificate(laxly(certificate), Optional.of(why(e)));
        }
    }

    /** Why a parser refuses a certificate: what the innermost cause says, on one line. */
    public static String why(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause.getCause() != null && depth < 20; depth++) {
            cause = cause.getCause();
        }
        String message =
                OneLine.of(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
        return message.length() > MOST_SAID ? message.substring(0, MOST_SAID) + "…" : message;
    }

    private static Facts strictly(X509Certificate certificate) throws CertificateException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return new Facts(
                DistinguishedNames.of(certificate.getSubjectX500Principal()),
                DistinguishedNames.of(certificate.getIssuerX500Principal()),
                certificate.getNotAfter().toInstant(),
                names == null
                        ? List.of()
                        : names.stream()
                                .filter(name -> name.size() == 2
                                        && Integer.valueOf(GeneralName.dNSName).equals(name.get(0)))
                                .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                                .toList());
    }

    private static Optional<Facts> laxly(X509Certificate certificate) {
        try {
            X509CertificateHolder holder = new X509CertificateHolder(certificate.getEncoded());
            return Optional.of(new Facts(
                    name(holder.getSubject()),
                    name(holder.getIssuer()),
                    holder.getNotAfter().toInstant(),
                    dnsNames(holder)));
        } catch (CertificateException | IOException | RuntimeException e) {
            // Bouncy Castle, too, throws what it likes at what it cannot read.
            return Optional.empty();
        }
    }

    private static String name(X500Name name) {
        try {
            return DistinguishedNames.of(new X500Principal(name.getEncoded()));
        } catch (IOException | RuntimeException e) {
            // A name that Java refuses even alone.
            return name.toString();
        }
    }

    private static List<String> dnsNames(X509CertificateHolder holder) {
        List<String> dnsNames = new ArrayList<>();
        try {
            GeneralNames names = GeneralNames.fromExtensions(holder.getExtensions(), Extension.subjectAlternativeName);
            if (names != null) {
                Arrays.stream(names.getNames())
                        .filter(name -> name.getTagNo() == GeneralName.dNSName)
                        .map(name -> ASN1IA5String.getInstance(name.getName()).getString())
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .forEach(dnsNames::add);
            }
        } catch (RuntimeException e) {
            // The names up to the one that cannot be read are names all the same.
            return List.copyOf(dnsNames);
        }
        return List.copyOf(dnsNames);
    }
}
