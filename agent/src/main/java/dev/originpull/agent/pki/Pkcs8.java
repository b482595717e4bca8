package dev.originpull.agent.pki;

import dev.originpull.agent.pki.CredentialException.Reason;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** PKCS#8 (RFC 5208), the one form that the JDK reads: wraps the older forms in it and refuses what TLS at the edge cannot use. */
final class Pkcs8 {
    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final String EC = "1.2.840.10045.2.1";

    /** P-256, P-384 and P-521: the curves that BoringSSL signs with; it has no other. */
    private static final Set<String> CURVES = Set.of("1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35");

    private static final Map<String, String> OTHER_CURVES = Map.of(
            "1.3.132.0.10", "secp256k1",
            "1.3.132.0.33", "P-224",
            "1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1",
            "1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1");

    private static final Map<String, String> REFUSED = Map.of(
            "1.2.840.113549.1.1.10", "an RSA-PSS key",
            "1.2.840.10040.4.1", "a DSA key",
            "1.2.840.113549.1.3.1", "a Diffie-Hellman key",
            "1.3.101.110", "an X25519 key",
            "1.3.101.111", "an X448 key",
            "1.3.101.112", "an Ed25519 key",
            "1.3.101.113", "an Ed448 key");

    /** BoringSSL signs with RSA keys from here on; a 512-bit one is too short for the signatures of TLS 1.3. */
    private static final int MIN_RSA_BITS = 1024;

    private Pkcs8() {}

    /** {@code RSAPrivateKey} (RFC 8017, A.1.2) as PKCS#8. */
    static byte[] ofPkcs1(byte[] der) throws DerValue.Malformed {
        DerValue.parse(der);
        return Der.sequence(Der.integer(0), Der.sequence(Der.oid(RSA), Der.value(Der.NULL)), Der.octets(der));
    }

    /**
     * {@code ECPrivateKey} (RFC 5915, 3) as PKCS#8.
     *
     * @param parameters the EC PARAMETERS block beside the key, which names the curve where the key does not
     */
    static byte[] ofSec1(byte[] der, Optional<PemBlock> parameters) throws DerValue.Malformed {
        Optional<DerValue> own = DerValue.parse(der).children().stream()
                .filter(child -> child.is(Der.CONTEXT_0))
                .findFirst();
        DerValue curve;
        if (own.isPresent()) {
            curve = own.get().child(0);
        } else if (parameters.isPresent()) {
            curve = DerValue.parse(parameters.get().der());
        } else {
            throw new DerValue.Malformed("the curve is not named");
        }
        return Der.sequence(Der.integer(0), Der.sequence(Der.oid(EC), curve.encoded()), Der.octets(der));
    }

    static PrivateKey toKey(Path file, byte[] pkcs8) throws CredentialException, DerValue.Malformed {
        List<DerValue> algorithm = DerValue.parse(pkcs8).child(1).children();
        if (algorithm.isEmpty()) {
            throw broken(file);
        }
        String oid = algorithm.get(0).oid();
        if (oid.equals(RSA)) {
            return rsa(file, pkcs8);
        }
        if (oid.equals(EC)) {
            return ec(file, pkcs8, algorithm);
        }
        throw unsupported(file, REFUSED.getOrDefault(oid, "a key of algorithm " + oid));
    }

    private static PrivateKey rsa(Path file, byte[] pkcs8) throws CredentialException {
        PrivateKey key = decoded(file, "RSA", pkcs8);
        BigInteger modulus = key instanceof RSAPrivateKey rsa ? rsa.getModulus() : BigInteger.ZERO;
        if (modulus.bitLength() < MIN_RSA_BITS) {
            throw unsupported(file, "an RSA key of " + modulus.bitLength() + " bits");
        }
        return key;
    }

    private static PrivateKey ec(Path file, byte[] pkcs8, List<DerValue> algorithm)
            throws CredentialException, DerValue.Malformed {
        if (algorithm.size() < 2 || !algorithm.get(1).is(Der.OID)) {
            throw unsupported(file, "an EC key with explicit curve parameters");
        }
        String curve = algorithm.get(1).oid();
        if (!CURVES.contains(curve)) {
            throw unsupported(file, "an EC key on another curve (" + OTHER_CURVES.getOrDefault(curve, curve) + ")");
        }
        return decoded(file, "EC", pkcs8);
    }

    private static PrivateKey decoded(Path file, String algorithm, byte[] pkcs8) throws CredentialException {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            // The cause stays behind: it may quote the key.
            throw broken(file);
        }
    }

    static CredentialException broken(Path file) {
        return new CredentialException(
                Reason.BROKEN, "The private key in " + file + " cannot be read: copy the file again, unchanged.");
    }

    static CredentialException unsupported(Path file, String what) {
        return new CredentialException(
                Reason.UNSUPPORTED_KEY,
                file + " holds " + what + ", which Cloudflare's edge (BoringSSL) cannot present in TLS: issue the leaf"
                        + " with ECDSA on P-256, P-384 or P-521, or with RSA of 2048 bits or more.");
    }
}
