package dev.originpull.agent.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * A CA of our own, which issues leaves for Cloudflare's edge to present and certificates for servers. Safe to share between
 * threads.
 */
public final class CertificateAuthority {
    /** How far certificates start in the past, for verifiers whose clock is slow. */
    public static final Duration BACKDATED = Duration.ofMinutes(5);

    private final Credential credential;
    private final CertificateSigner signer;
    private final Clock clock;

    private CertificateAuthority(Credential credential, CertificateSigner signer, Clock clock) {
        this.credential = credential;
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * A new root CA with a key of its own.
     *
     * @param lifetime from the clock's now, more than zero
     */
    public static CertificateAuthority create(KeyType type, X500Principal name, Duration lifetime, Clock clock) {
        KeyPair keys = type.generate();
        CertificateSigner signer = new CertificateSigner(name, keys, type.signatureAlgorithm());
        Instant now = clock.instant();
        X509Certificate certificate = signer.signOwn(now.minus(BACKDATED), now.plus(lifetime));
        return new CertificateAuthority(new Credential(keys.getPrivate(), List.of(certificate)), signer, clock);
    }

    /** A name of nothing but a common name, which may hold any character; RFC 5280 allows 64. */
    public static X500Principal commonName(String name) {
        try {
            return new X500Principal(new X500NameBuilder(BCStyle.INSTANCE)
                    .addRDN(BCStyle.CN, name)
                    .build()
                    .getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public X509Certificate certificate() {
        return credential.leaf();
    }

    public PrivateKey key() {
        return credential.key();
    }

    /** A leaf for Cloudflare's edge, with the hostname as common name and as alternative name. */
    public Credential issueClientLeaf(KeyType type, String hostname, Duration lifetime) {
        return issue(request(type, hostname, LeafRequest.Usage.CLIENT, lifetime));
    }

    /** A certificate for an origin's own TLS. */
    public Credential issueServerCertificate(KeyType type, String hostname, Duration lifetime) {
        return issue(request(type, hostname, LeafRequest.Usage.SERVER, lifetime));
    }

    /** Any other certificate: expired, with other names, for the wrong usage. With a fresh key; the chain is the leaf alone. */
    public Credential issue(LeafRequest request) {
        KeyPair keys = request.keyType().generate();
        return new Credential(keys.getPrivate(), List.of(signer.signLeaf(request, keys.getPublic())));
    }

    private LeafRequest request(KeyType type, String hostname, LeafRequest.Usage usage, Duration lifetime) {
        Instant now = clock.instant();
        return new LeafRequest(
                type, commonName(hostname), List.of(hostname), usage, now.minus(BACKDATED), now.plus(lifetime));
    }
}
