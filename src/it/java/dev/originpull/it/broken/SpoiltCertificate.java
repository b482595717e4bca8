package dev.originpull.it.broken;

import java.math.BigInteger;
import java.security.Principal;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Set;

/** A certificate that the JDK's server takes for sound, and whose bytes on the wire are others. */
final class SpoiltCertificate extends X509Certificate {
    private static final long serialVersionUID = 1;

    private final transient X509Certificate sound;
    private final byte[] bytes;

    SpoiltCertificate(X509Certificate sound, byte[] bytes) {
        this.sound = sound;
        this.bytes = bytes.clone();
    }

    @Override
    public byte[] getEncoded() {
        return bytes.clone();
    }

    @Override
    public PublicKey getPublicKey() {
        return sound.getPublicKey();
    }

    @Override
    public void checkValidity() {
        // Always valid.
    }

    @Override
    public void checkValidity(Date date) {
        // Always valid.
    }

    @Override
    public int getVersion() {
        return sound.getVersion();
    }

    @Override
    public BigInteger getSerialNumber() {
        return sound.getSerialNumber();
    }

    @Override
    @SuppressWarnings("deprecation") // The method is abstract.
    public Principal getIssuerDN() {
        return sound.getIssuerX500Principal();
    }

    @Override
    @SuppressWarnings("deprecation") // The method is abstract.
    public Principal getSubjectDN() {
        return sound.getSubjectX500Principal();
    }

    @Override
    public Date getNotBefore() {
        return sound.getNotBefore();
    }

    @Override
    public Date getNotAfter() {
        return sound.getNotAfter();
    }

    @Override
    public byte[] getTBSCertificate() throws CertificateEncodingException {
        return sound.getTBSCertificate();
    }

    @Override
    public byte[] getSignature() {
        return sound.getSignature();
    }

    @Override
    public String getSigAlgName() {
        return sound.getSigAlgName();
    }

    @Override
    public String getSigAlgOID() {
        return sound.getSigAlgOID();
    }

    @Override
    public byte[] getSigAlgParams() {
        return sound.getSigAlgParams();
    }

    @Override
    public boolean[] getIssuerUniqueID() {
        return sound.getIssuerUniqueID();
    }

    @Override
    public boolean[] getSubjectUniqueID() {
        return sound.getSubjectUniqueID();
    }

    @Override
    public boolean[] getKeyUsage() {
        return sound.getKeyUsage();
    }

    @Override
    public int getBasicConstraints() {
        return sound.getBasicConstraints();
    }

    @Override
    public void verify(PublicKey key) {
        // Always verified.
    }

    @Override
    public void verify(PublicKey key, String provider) {
        // Always verified.
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
        return false;
    }

    @Override
    public Set<String> getCriticalExtensionOIDs() {
        return sound.getCriticalExtensionOIDs();
    }

    @Override
    public Set<String> getNonCriticalExtensionOIDs() {
        return sound.getNonCriticalExtensionOIDs();
    }

    @Override
    public byte[] getExtensionValue(String oid) {
        return sound.getExtensionValue(oid);
    }

    @Override
    public String toString() {
        return "spoilt certificate";
    }
}
