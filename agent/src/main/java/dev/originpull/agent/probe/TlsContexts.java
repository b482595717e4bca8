package dev.originpull.agent.probe;

import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.probe.Approach.AlpnOffer;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * BoringSSL's side of all attempts: one context an identity, made when it is first needed, so that a key is read into native memory
 * once. No session outlives its connection, unless resumption is what is tried. Thread-safe.
 */
final class TlsContexts implements AutoCloseable {
    /** What BoringSSL has, in Cloudflare's order of preference, down to the suites that TLS 1.0 knows. */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_AES_256_CBC_SHA");

    /**
     * Without the post-quantum share that BoringSSL sends unasked: a fifth of an attempt's CPU, and a ClientHello of two packets.
     * Cloudflare's edge does not send it unasked to origins either.
     */
    private static final String[] GROUPS = {"x25519", "secp256r1", "secp384r1", "secp521r1"};

    private static final String[] ALL_VERSIONS = {"TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"};
    private static final long CLOSE_NOTIFY_MILLIS = 100;
    /** Kept for audits only, and each is taken up at once. */
    private static final int MOST_SESSIONS = 256;

    private record Key(Identity identity, boolean withCa, boolean otherwise, AlpnOffer alpn, boolean resumes) {}

    private final Identities identities;
    private final HandshakeNotes.Ledger ledger = new HandshakeNotes.Ledger();
    private final Map<Key, SslContext> contexts = new ConcurrentHashMap<>();

    TlsContexts(Identities identities) {
        this.identities = identities;
    }

    /** Makes a context and lets it go, so that its classes and BoringSSL's tables are there when the first one is made. */
    static void prepare() {
        Key key = new Key(Identity.NONE, false, false, AlpnOffer.HTTP_1_1, false);
        ReferenceCountUtil.release(newContext(key, Optional.empty(), new HandshakeNotes.Ledger()));
    }

    /** The ledger in which the handshakes of these contexts are noted. */
    HandshakeNotes.Ledger ledger() {
        return ledger;
    }

    /**
     * A handler for one connection.
     *
     * @param otherwise another credential than the identity's usual one; always the same for the same identity
     * @param sessionKey names a place in the session cache, from which a session is taken up and where a new one is left; empty
     *     for a handshake that neither takes nor leaves one
     */
    SslHandler handler(
            Attempt attempt,
            Optional<Credential> otherwise,
            Optional<String> sessionKey,
            ByteBufAllocator allocator,
            Executor tasks) {
        Approach approach = attempt.approach();
        SslContext context = contexts.computeIfAbsent(
                new Key(
                        attempt.identity(),
                        attempt.withCa(),
                        otherwise.isPresent(),
                        approach.alpn(),
                        sessionKey.isPresent()),
                key -> newContext(
                        key, otherwise.isPresent() ? otherwise : identities.of(key.identity(), key.withCa()), ledger));
        SSLEngine engine = sessionKey.isPresent()
                ? context.newEngine(
                        allocator, sessionKey.get(), attempt.origin().address().getPort())
                : context.newEngine(allocator);
        // Fresh ones: the engine's own name ciphers and protocols, which are read out, put back and parsed each time.
        SSLParameters parameters = new SSLParameters();
        parameters.setServerNames(approach.serverName().filter(TlsContexts::isName).map(TlsContexts::sni).stream()
                .toList());
        engine.setSSLParameters(parameters);
        switch (approach.tls()) {
            case ALL -> {
                // As the context has it.
            }
            case ONLY_1_2 -> engine.setEnabledProtocols(new String[] {"TLSv1.2"});
            case ONLY_1_3 -> engine.setEnabledProtocols(new String[] {"TLSv1.3"});
        }
        SslHandler handler = new SslHandler(engine, tasks);
        // Time is the conversation's to keep.
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS);
        return handler;
    }

    private static SslContext newContext(Key key, Optional<Credential> credential, HandshakeNotes.Ledger ledger) {
        try {
            SslContext context = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.OPENSSL_REFCNT)
                    .keyManager(new IdentityKeyManager(credential, ledger))
                    .trustManager(new ServerChainRecorder(ledger))
                    .endpointIdentificationAlgorithm(null)
                    .protocols(ALL_VERSIONS)
                    .sessionCacheSize(MOST_SESSIONS)
                    .ciphers(CIPHERS)
                    .option(OpenSslContextOption.GROUPS, GROUPS.clone())
                    // Managers that only take notes need no way out of the handshake and back.
                    .option(OpenSslContextOption.USE_TASKS, false)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            ApplicationProtocolConfig.Protocol.ALPN,
                            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                            key.alpn().isH2() ? ApplicationProtocolNames.HTTP_2 : ApplicationProtocolNames.HTTP_1_1))
                    .build();
            ((OpenSslSessionContext) context.sessionContext()).setSessionCacheEnabled(key.resumes());
            return context;
        } catch (SSLException e) {
            throw new IllegalStateException("BoringSSL takes no client context with these settings", e);
        }
    }

    /** An address is no server name (RFC 6066, 3). */
    private static boolean isName(String name) {
        return !name.matches("[0-9.]+") && name.indexOf(':') < 0;
    }

    private static SNIServerName sni(String name) {
        return new SNIHostName(name);
    }

    @Override
    public void close() {
        contexts.values().forEach(ReferenceCountUtil::release);
        contexts.clear();
    }
}
