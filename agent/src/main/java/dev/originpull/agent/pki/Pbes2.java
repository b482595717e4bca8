package dev.originpull.agent.pki;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys encrypted as OpenSSL does by default, PBES2 with PBKDF2 and AES-CBC (RFC 8018, 6.2), opened by the JDK alone: with Bouncy
 * Castle's provider it took a cold JVM some 500 ms more (measured on JDK 17), longer than a whole probe may take.
 */
final class Pbes2 {
    /** Some 10 s of one core: a damaged number must not take hours. OpenSSL writes 2,048, password managers up to a million. */
    static final BigInteger MAX_ITERATIONS = BigInteger.valueOf(10_000_000);

    private static final String ID = "1.2.840.113549.1.5.13";
    private static final String PBKDF2 = "1.2.840.113549.1.5.12";

    private static final String HMAC_WITH_SHA1 = "1.2.840.113549.2.7";
    private static final Map<String, String> KEY_FACTORIES = Map.of(
            HMAC_WITH_SHA1,
            "PBKDF2WithHmacSHA1",
            "1.2.840.113549.2.9",
            "PBKDF2WithHmacSHA256",
            "1.2.840.113549.2.10",
            "PBKDF2WithHmacSHA384",
            "1.2.840.113549.2.11",
            "PBKDF2WithHmacSHA512");

    /** AES in CBC mode, and the bits of its key. */
    private static final Map<String, Integer> KEY_BITS =
            Map.of("2.16.840.1.101.3.4.1.2", 128, "2.16.840.1.101.3.4.1.22", 192, "2.16.840.1.101.3.4.1.42", 256);

    private final String keyFactory;
    private final byte[] salt;
    private final int iterations;
    private final int keyBits;
    private final byte[] iv;
    private final byte[] encrypted;

    private Pbes2(String keyFactory, byte[] salt, int iterations, int keyBits, byte[] iv, byte[] encrypted) {
        this.keyFactory = keyFactory;
        this.salt = salt;
        this.iterations = iterations;
        this.keyBits = keyBits;
        this.iv = iv;
        this.encrypted = encrypted;
    }

    /**
     * Takes an {@code EncryptedPrivateKeyInfo} (RFC 5208, 6) apart.
     *
     * @return empty for any other scheme, or more iterations than {@link #MAX_ITERATIONS}
     * @throws DerValue.Malformed when it is not one
     */
    static Optional<Pbes2> of(byte[] der) throws DerValue.Malformed {
        DerValue info = DerValue.parse(der);
        DerValue scheme = info.child(0);
        if (!scheme.child(0).oid().equals(ID)) {
            return Optional.empty();
        }
        DerValue derivation = scheme.child(1).child(0);
        DerValue cipher = scheme.child(1).child(1);
        String cipherId = cipher.child(0).oid();
        if (!derivation.child(0).oid().equals(PBKDF2) || !KEY_BITS.containsKey(cipherId)) {
            return Optional.empty();
        }
        List<DerValue> parameters = derivation.child(1).children();
        String keyFactory = KEY_FACTORIES.get(pseudorandomFunction(parameters));
        BigInteger iterations = derivation.child(1).child(1).integer();
        if (keyFactory == null
                || !parameters.get(0).is(Der.OCTET_STRING)
                || iterations.signum() <= 0
                || iterations.compareTo(MAX_ITERATIONS) > 0) {
            return Optional.empty();
        }
        return Optional.of(new Pbes2(
                keyFactory,
                parameters.get(0).content(),
                iterations.intValue(),
                KEY_BITS.get(cipherId),
                cipher.child(1).content(),
                info.child(1).content()));
    }

    /** {@code PBKDF2-params} (RFC 8018, A.2): salt, iterations, optional key length, optional function. */
    private static String pseudorandomFunction(List<DerValue> parameters) throws DerValue.Malformed {
        for (DerValue parameter : parameters.subList(Math.min(2, parameters.size()), parameters.size())) {
            if (parameter.is(Der.SEQUENCE)) {
                return parameter.child(0).oid();
            }
        }
        return HMAC_WITH_SHA1;
    }

    /**
     * The PKCS#8 inside, or what looks like it to the padding.
     *
     * @throws GeneralSecurityException when the passphrase is wrong or a parameter impossible
     */
    byte[] decrypt(char[] passphrase) throws GeneralSecurityException {
        if (salt.length == 0) {
            // The JDK would throw an unchecked exception.
            throw new GeneralSecurityException("no salt");
        }
        byte[] key = SecretKeyFactory.getInstance(keyFactory)
                .generateSecret(new PBEKeySpec(passphrase, salt, iterations, keyBits))
                .getEncoded();
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        return cipher.doFinal(encrypted);
    }
}
