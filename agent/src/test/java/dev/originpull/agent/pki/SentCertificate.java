package dev.originpull.agent.pki;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.Principal;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** A certificate as Netty hands it over: bytes, which are parsed at the first question, by an exception where they cannot be. */
public final class SentCertificate extends X509Certificate {
    private final byte[] bytes;

    public SentCertificate(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    private X509Certificate parsed() {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] getEncoded() {
        return bytes.clone();
    }

    @Override
    public void checkValidity() {
        throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public void checkValidity(Date date) {
        throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public int getVersion() {
        return parsed().getVersion();
    }

    @Override
    public BigInteger getSerialNumber() {
        return parsed().getSerialNumber();
    }

    @Override
    @SuppressWarnings("deprecation") // The method is abstract.
    public Principal getIssuerDN() {
        return parsed().getIssuerX500Principal();
    }

    @Override
    @SuppressWarnings("deprecation") // The method is abstract.
    public Principal getSubjectDN() {
        return parsed().getSubjectX500Principal();
    }

    @Override
    public X500Principal getIssuerX500Principal() {
        return parsed().getIssuerX500Principal();
    }

    @Override
    public X500Principal getSubjectX500Principal() {
        return parsed().getSubjectX500Principal();
    }

    @Override
    public Collection<List<?>> getSubjectAlternativeNames() throws CertificateParsingException {
        return parsed().getSubjectAlternativeNames();
    }

    @Override
    public Date getNotBefore() {
        return parsed().getNotBefore();
    }

    @Override
    public Date getNotAfter() {
        return parsed().getNotAfter();
    }

    @Override
    public byte[] getTBSCertificate() throws CertificateEncodingException {
        return parsed().getTBSCertificate();
    }

    @Override
    public byte[] getSignature() {
        return parsed().getSignature();
    }

    @Override
    public String getSigAlgName() {
        return parsed().getSigAlgName();
    }

    @Override
    public String getSigAlgOID() {
        return parsed().getSigAlgOID();
    }

    @Override
    public byte[] getSigAlgParams() {
        return parsed().getSigAlgParams();
    }

    @Override
    public boolean[] getIssuerUniqueID() {
        return parsed().getIssuerUniqueID();
    }

    @Override
    public boolean[] getSubjectUniqueID() {
        return parsed().getSubjectUniqueID();
    }

    @Override
    public boolean[] getKeyUsage() {
        return parsed().getKeyUsage();
    }

    @Override
    public int getBasicConstraints() {
        return parsed().getBasicConstraints();
    }

    @Override
    public PublicKey getPublicKey() {
        return parsed().getPublicKey();
    }

    @Override
    public void verify(PublicKey key) {
        throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public void verify(PublicKey key, String provider) {
        throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
        return parsed().hasUnsupportedCriticalExtension();
    }

    @Override
    public Set<String> getCriticalExtensionOIDs() {
        return parsed().getCriticalExtensionOIDs();
    }

    @Override
    public Set<String> getNonCriticalExtensionOIDs() {
        return parsed().getNonCriticalExtensionOIDs();
    }

    @Override
    public byte[] getExtensionValue(String oid) {
        return parsed().getExtensionValue(oid);
    }

    @Override
    public String toString() {
        return "certificate of " + bytes.length + " bytes";
    }
}
