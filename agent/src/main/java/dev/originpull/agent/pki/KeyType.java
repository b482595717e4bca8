package dev.originpull.agent.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of keys that are made for CAs and leaves. */
public enum KeyType {
    /** Takes a second or two to make, and each TLS handshake with it about 3.5 ms of the client's CPU. */
    RSA_4096("rsa4096", "RSA", 4096, "SHA256withRSA"),
    RSA_2048("rsa2048", "RSA", 2048, "SHA256withRSA"),
    P256("p256", "EC", 256, "SHA256withECDSA"),
    P384("p384", "EC", 384, "SHA384withECDSA");

    private final String word;
    private final String algorithm;
    private final int bits;
    private final String signatureAlgorithm;

    KeyType(String word, String algorithm, int bits, String signatureAlgorithm) {
        this.word = word;
        this.algorithm = algorithm;
        this.bits = bits;
        this.signatureAlgorithm = signatureAlgorithm;
    }

    /** The type of this word, as the command line and the configuration write it; empty for any other word. */
    public static Optional<KeyType> ofWord(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    public String word() {
        return word;
    }

    /** What a CA with such a key signs with, by its JCA name. */
    String signatureAlgorithm() {
        return signatureAlgorithm;
    }

    public KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            // For EC the size names the NIST curve.
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime makes no " + word + " keys", e);
        }
    }
}
