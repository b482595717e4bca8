package dev.originpull.agent.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/** Turns names, dates and a public key into a signed certificate as RFC 5280 wants it. */
final class CertificateSigner {
    private static final X509ExtensionUtils EXTENSIONS = new BcX509ExtensionUtils();

    private final X500Principal issuer;
    private final KeyPair keys;
    private final String algorithm;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param keys the issuer's
     * @param algorithm to sign with, by its JCA name
     */
    CertificateSigner(X500Principal issuer, KeyPair keys, String algorithm) {
        this.issuer = issuer;
        this.keys = keys;
        this.algorithm = algorithm;
    }

    /** The issuer's own certificate: a root's. */
    X509Certificate signOwn(Instant notBefore, Instant notAfter) {
        try {
            X509v3CertificateBuilder builder = builder(issuer, keys.getPublic(), notBefore, notAfter)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return sign(builder);
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign the certificate of " + issuer, e);
        }
    }

    X509Certificate signLeaf(LeafRequest request, PublicKey subjectKey) {
        try {
            KeyPurposeId purpose = switch (request.usage()) {
                case CLIENT -> KeyPurposeId.id_kp_clientAuth;
                case SERVER -> KeyPurposeId.id_kp_serverAuth;
            };
            X509v3CertificateBuilder builder = builder(
                            request.subject(), subjectKey, request.notBefore(), request.notAfter())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            EXTENSIONS.createAuthorityKeyIdentifier(keyInfo(keys.getPublic())));
            if (!request.names().isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternatives(request.names()));
            }
            return sign(builder);
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign the certificate of " + request.subject(), e);
        }
    }

    private X509v3CertificateBuilder builder(
            X500Principal subject, PublicKey subjectKey, Instant notBefore, Instant notAfter) throws IOException {
        SubjectPublicKeyInfo keyInfo = keyInfo(subjectKey);
        return new X509v3CertificateBuilder(
                        X500Name.getInstance(issuer.getEncoded()),
                        SerialNumber.random(random),
                        Date.from(notBefore),
                        Date.from(notAfter),
                        X500Name.getInstance(subject.getEncoded()),
                        keyInfo)
                .addExtension(Extension.subjectKeyIdentifier, false, EXTENSIONS.createSubjectKeyIdentifier(keyInfo));
    }

    private X509Certificate sign(X509v3CertificateBuilder builder)
            throws IOException, OperatorCreationException, GeneralSecurityException {
        byte[] der = builder.build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate()))
                .getEncoded();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static SubjectPublicKeyInfo keyInfo(PublicKey key) {
        return SubjectPublicKeyInfo.getInstance(key.getEncoded());
    }

    private static GeneralNames alternatives(List<String> names) {
        return new GeneralNames(names.stream()
                .map(name ->
                        new GeneralName(IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }
}
