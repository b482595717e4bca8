package dev.originpull.agent.pki;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * Forges what somebody could present who knows the leaf but has neither its key nor its CA's: a certificate of the same
 * names, to a P-256 key of our own. An origin that lets it in checks names or nothing.
 *
 * <p>The certificate has an authority key id of its own and claims another signature algorithm than the real CA's. So OpenSSL finds no
 * issuer for it, which {@code optional_no_ca} and its like forgive; a bad signature by the real issuer, which they do not forgive, would
 * make "any certificate will do" look like "optional".
 *
 * <p>It is sent alone, except by an audit. NGINX and Apache judge it no differently with its CA's certificate behind it, but then the error lies one
 * certificate higher up, where HAProxy's {@code crt-ignore-err} no longer forgives it (tried on nginx 1.22.1, Apache httpd 2.4 and HAProxy
 * 2.6). The other way round, an origin with nothing but {@code ca-ignore-err} refuses a lone forgery and lets in {@linkplain #withItsCa one with a CA}.
 */
public final class ForgedIdentity {
    private static final X500Principal UNKNOWN_CA = new X500Principal("CN=Origin Pull CA");
    private static final X500Principal UNKNOWN_LEAF = new X500Principal("CN=origin-pull");

    /** For origins whose clock is slow. */
    private static final Duration VALID_BEFORE = Duration.ofDays(30);

    /** Longer than a process keeps the identity that it made at its start. */
    private static final Duration VALID_AFTER = Duration.ofDays(3650);

    private ForgedIdentity() {}

    /** A forgery of this leaf: issuer, subject and alternative names are its own to the byte; the serial number is not. */
    public static Credential copyOf(X509Certificate leaf) {
        return forge(Names.of(leaf), ForgedSignature.unlike(leaf.getSigAlgOID()));
    }

    /** A forgery for when no leaf is known, only the CA certificate that the origin trusts: that CA is the claimed issuer. */
    public static Credential claimingIssuer(X509Certificate ca) {
        Names names = new Names(Names.of(ca).subject(), Names.of(UNKNOWN_LEAF), Optional.empty());
        boolean rsa = ca.getPublicKey().getAlgorithm().startsWith("RSA");
        return forge(names, rsa ? ForgedSignature.ECDSA : ForgedSignature.RSA);
    }

    /** A certificate of a CA that no origin knows, for when neither leaf nor CA is known. */
    public static Credential ofUnknownCa() {
        Names names = new Names(Names.of(UNKNOWN_CA), Names.of(UNKNOWN_LEAF), Optional.empty());
        return forge(names, ForgedSignature.ECDSA);
    }

    /**
     * A forgery of this leaf that a self-made CA of its issuer's name has really signed, with that CA's certificate behind it. Its
     * subject and DNS names are the leaf's; other alternative names are left out. The CA's key differs in kind from the real one's, so that nobody who looks for the
     * issuer takes the real CA for it. Costs about a second where that makes it RSA: for a leaf of an EC CA.
     */
    public static Credential withItsCa(X509Certificate leaf) {
        return withItsCa(leaf, KeyType.P256);
    }

    /** The same to a key of the leaf's own kind, for origins that take no signature by a P-256 key. */
    public static Credential withItsCaOfTheSameKind(X509Certificate leaf) {
        boolean curve = leaf.getPublicKey() instanceof ECPublicKey;
        return withItsCa(leaf, curve ? KeyType.P384 : KeyType.RSA_2048);
    }

    private static Credential withItsCa(X509Certificate leaf, KeyType type) {
        boolean rsa = ForgedSignature.unlike(leaf.getSigAlgOID()) == ForgedSignature.RSA;
        CertificateAuthority ca = CertificateAuthority.create(
                rsa ? KeyType.RSA_2048 : KeyType.P256,
                leaf.getIssuerX500Principal(),
                VALID_AFTER,
                Clock.offset(Clock.systemUTC(), VALID_BEFORE.negated()));
        Instant now = Instant.now();
        Credential forged = ca.issue(new LeafRequest(
                type,
                leaf.getSubjectX500Principal(),
                dnsNames(leaf),
                LeafRequest.Usage.CLIENT,
                now.minus(VALID_BEFORE),
                now.plus(VALID_AFTER).minus(VALID_BEFORE)));
        return new Credential(forged.key(), List.of(forged.leaf(), ca.certificate()));
    }

    /**
     * The same forgery to a key of another kind, for origins that take no signature by a P-256 key. Takes up to a second where
     * that makes it RSA.
     *
     * @param kind a key of that kind: the leaf's own, as the origin is meant to take that; RSA where it is empty
     */
    public static Credential again(X509Certificate forged, Optional<PublicKey> kind) {
        return forge(Names.of(forged), ForgedSignature.like(forged.getSigAlgOID()), keysLike(kind));
    }

    /** An RSA key of 2048 bits where it is one, however long; else one on the same curve. */
    private static KeyPair keysLike(Optional<PublicKey> kind) {
        if (!(kind.orElse(null) instanceof ECPublicKey curve)) {
            return KeyType.RSA_2048.generate();
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(curve.getParams());
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime makes no keys on the leaf's curve", e);
        }
    }

    private static List<String> dnsNames(X509Certificate leaf) {
        try {
            return Optional.ofNullable(leaf.getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .filter(name -> Integer.valueOf(GeneralName.dNSName).equals(name.get(0)))
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static Credential forge(Names names, ForgedSignature signature) {
        return forge(names, signature, KeyType.P256.generate());
    }

    private static Credential forge(Names names, ForgedSignature signature, KeyPair keys) {
        SecureRandom random = new SecureRandom();
        Instant now = Instant.now();
        byte[] tbs = Der.sequence(
                Der.value(Der.CONTEXT_0, Der.integer(BigInteger.TWO)),
                Der.integer(SerialNumber.random(random)),
                signature.algorithm(),
                names.issuer().encoded(),
                Der.sequence(Der.time(now.minus(VALID_BEFORE)), Der.time(now.plus(VALID_AFTER))),
                names.subject().encoded(),
                keys.getPublic().getEncoded(),
                Der.value(Der.CONTEXT_3, extensions(names, random)));
        byte[] certificate = Der.sequence(tbs, signature.algorithm(), Der.bits(signature.value(random)));
        try {
            X509Certificate parsed = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
            return new Credential(keys.getPrivate(), List.of(parsed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the forged certificate is not well formed", e);
        }
    }

    /** What Cloudflare's documents and every strict server ask of a client's leaf (RFC 5280, 4.2.1). */
    private static byte[] extensions(Names names, SecureRandom random) {
        byte[] keyId = new byte[20];
        random.nextBytes(keyId);
        byte[] digitalSignature = {7, (byte) 0x80};
        return Der.sequence(
                extension("2.5.29.19", Der.sequence()),
                extension("2.5.29.15", Der.value(Der.BIT_STRING, digitalSignature)),
                extension("2.5.29.37", Der.sequence(Der.oid("1.3.6.1.5.5.7.3.2"))),
                extension("2.5.29.35", Der.sequence(Der.value(Der.PRIMITIVE_CONTEXT_0, keyId))),
                names.alternatives()
                        .map(alternatives -> extension(Names.SUBJECT_ALTERNATIVE_NAME, alternatives.encoded()))
                        .orElse(new byte[0]));
    }

    private static byte[] extension(String oid, byte[] content) {
        return Der.sequence(Der.oid(oid), Der.octets(content));
    }
}
