package dev.originpull.agent.pki;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Writes PEM (RFC 7468, strict). */
public final class Pem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    public static String encode(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("certificate without an encoding", e);
        }
    }

    public static String encode(List<X509Certificate> certificates) {
        return certificates.stream().map(Pem::encode).collect(Collectors.joining());
    }

    /** The key in the clear, as PKCS#8. */
    public static String encode(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /** The key as PKCS#8, encrypted with AES-256 and PBKDF2 (HMAC-SHA-256, 600,000 iterations). */
    public static String encodeEncrypted(PrivateKey key, char[] passphrase) {
        return block("ENCRYPTED PRIVATE KEY", OtherEncryption.encryptPkcs8(key.getEncoded(), passphrase));
    }

    private static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + new String(LINES.encode(der), StandardCharsets.US_ASCII)
                + "\n-----END " + label + "-----\n";
    }
}
