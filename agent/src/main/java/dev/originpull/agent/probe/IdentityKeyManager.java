package dev.originpull.agent.probe;

import dev.originpull.agent.pki.Credential;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Answers every CertificateRequest with the same identity, whatever CAs the origin says it trusts: an ordinary key manager sends
 * nothing where the issuer is not on the list, and a forged certificate would look like none. That it is called is the only sign
 * of a CertificateRequest there is.
 */
final class IdentityKeyManager extends X509ExtendedKeyManager {
    private static final String ALIAS = "identity";

    private final Optional<Credential> credential;
    private final HandshakeNotes.Ledger ledger;
    /** One array for good: the native copy of key and chain is kept as long as the same array comes back. */
    private final X509Certificate @Nullable [] chain;

    IdentityKeyManager(Optional<Credential> credential, HandshakeNotes.Ledger ledger) {
        this.credential = credential;
        this.ledger = ledger;
        this.chain = credential.isPresent() ? credential.get().chain().toArray(X509Certificate[]::new) : null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String @Nullable [] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
        ledger.requested(engine, issuers, credential.isPresent());
        return credential.isPresent() ? ALIAS : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return chain;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return credential.isPresent() ? credential.get().key() : null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return credential.isPresent() ? ALIAS : null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return credential.isPresent() ? new String[] {ALIAS} : new String[0];
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
