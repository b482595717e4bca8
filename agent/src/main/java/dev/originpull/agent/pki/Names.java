package dev.originpull.agent.pki;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * The names in a certificate, in DER and to the byte: the JDK and Bouncy Castle write a name anew when asked for its encoding, and may
 * sort its parts.
 *
 * @param alternatives the content of the subjectAltName extension
 */
record Names(DerValue issuer, DerValue subject, Optional<DerValue> alternatives) {
    static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";

    /** {@code TBSCertificate} (RFC 5280, 4.1): version, serial, algorithm, issuer, validity, subject. */
    static Names of(X509Certificate certificate) {
        try {
            List<DerValue> fields =
                    DerValue.parse(certificate.getTBSCertificate()).children();
            // Version 1 is told by leaving the version out.
            int issuer = fields.get(0).is(Der.CONTEXT_0) ? 3 : 2;
            byte[] alternatives = certificate.getExtensionValue(SUBJECT_ALTERNATIVE_NAME);
            return new Names(
                    fields.get(issuer),
                    fields.get(issuer + 2),
                    alternatives == null
                            ? Optional.empty()
                            : Optional.of(
                                    DerValue.parse(DerValue.parse(alternatives).content())));
        } catch (CertificateEncodingException | DerValue.Malformed e) {
            throw new IllegalArgumentException("a certificate that was parsed is not DER", e);
        }
    }

    static DerValue of(X500Principal name) {
        try {
            return DerValue.parse(name.getEncoded());
        } catch (DerValue.Malformed e) {
            throw new IllegalArgumentException("a name that was parsed is not DER", e);
        }
    }
}
