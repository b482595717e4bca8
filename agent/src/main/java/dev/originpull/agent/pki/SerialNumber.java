package dev.originpull.agent.pki;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Serial numbers of certificates. */
final class SerialNumber {
    private static final int BITS = 128;

    private SerialNumber() {}

    /** 128 random bits, the highest of them set: positive, never short (RFC 5280, 4.1.2.2 allows up to 20 octets). */
    static BigInteger random(SecureRandom random) {
        return new BigInteger(BITS, random).setBit(BITS - 1);
    }
}
