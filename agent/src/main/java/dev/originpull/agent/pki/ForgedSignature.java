package dev.originpull.agent.pki;

import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * The signature of a CA that never existed, as random bytes in the form of its algorithm.
 *
 * <p>Whoever verifies a signature needs the CA's public key, and nobody has one of this CA: a real signature would be told from
 * random bytes by nobody. It would cost each run of a cold JVM about 1.3 s with a fresh RSA-2048 key and 10 ms with a fresh P-256
 * key (measured on JDK 17).
 */
enum ForgedSignature {
    /** {@code sha256WithRSAEncryption} (RFC 4055, 5), of a 2048-bit key. */
    RSA {
        @Override
        byte[] algorithm() {
            return Der.sequence(Der.oid(PKCS1 + "11"), Der.value(Der.NULL));
        }

        @Override
        byte[] value(SecureRandom random) {
            byte[] number = new byte[256];
            random.nextBytes(number);
            // Below every modulus of 2048 bits, as RFC 8017 (8.2.2) asks.
            number[0] &= 0x7F;
            return number;
        }
    },
    /** {@code ecdsa-with-SHA256} (RFC 5758, 3.2), of a P-256 key. */
    ECDSA {
        @Override
        byte[] algorithm() {
            return Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
        }

        @Override
        byte[] value(SecureRandom random) {
            // 255 bits: above zero but for a chance of 2^-255, below the order of P-256.
            return Der.sequence(Der.integer(new BigInteger(255, random)), Der.integer(new BigInteger(255, random)));
        }
    };

    private static final String PKCS1 = "1.2.840.113549.1.1.";

    /** An algorithm whose keys differ in kind from the one that made this signature. */
    static ForgedSignature unlike(String signatureOid) {
        return signatureOid.startsWith(PKCS1) ? ECDSA : RSA;
    }

    /** The algorithm that made this signature. */
    static ForgedSignature like(String signatureOid) {
        return signatureOid.startsWith(PKCS1) ? RSA : ECDSA;
    }

    /** {@code AlgorithmIdentifier}, in DER. */
    abstract byte[] algorithm();

    /** What the BIT STRING of the signature holds. */
    abstract byte[] value(SecureRandom random);
}
