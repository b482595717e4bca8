package dev.originpull.agent.pki;

import java.nio.ByteBuffer;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a server's chain leads to a CA that this machine's Java trusts (RFC 5280, 6; names and revocation are not looked
 * at). Reading the CAs takes a tenth of a second, so it is begun in the background. Where Java has no CAs, or none that can be
 * read, every chain is untrusted, and the log says so once. Never throws because of a chain. Safe for use by many threads.
 */
public final class ServerTrust implements Predicate<List<X509Certificate>> {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTrust.class);

    /** More chains than a large fleet has origins; some 200 bytes each. */
    private static final int REMEMBERED = 1 << 16;
    /** No key exchange is asked about, so that every key usage of a server's certificate will do. */
    private static final String ANY_KEY_EXCHANGE = "UNKNOWN";

    private final CompletableFuture<Optional<X509TrustManager>> authorities;
    /** By the chain's SHA-256; what was used longest ago goes first. */
    private final Map<ByteBuffer, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<ByteBuffer, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    private ServerTrust(CompletableFuture<Optional<X509TrustManager>> authorities) {
        this.authorities = authorities;
    }

    /** By Java's default trust store, which is being read when this returns. */
    public static ServerTrust ofThisMachine() {
        return new ServerTrust(CompletableFuture.supplyAsync(() -> authorities(null)));
    }

    /** By the CAs of this store. */
    static ServerTrust of(KeyStore store) {
        return new ServerTrust(CompletableFuture.completedFuture(authorities(store)));
    }

    @Override
    public synchronized boolean test(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return false;
        }
        Optional<ByteBuffer> key = fingerprint(chain);
        return key.isPresent() && known.computeIfAbsent(key.get(), k -> leadsToAuthority(chain));
    }

    private boolean leadsToAuthority(List<X509Certificate> chain) {
        Optional<X509TrustManager> manager = authorities.join();
        if (manager.isEmpty()) {
            return false;
        }
        try {
            manager.get().checkServerTrusted(chain.toArray(X509Certificate[]::new), ANY_KEY_EXCHANGE);
            return true;
        } catch (CertificateException | RuntimeException e) {
            // A certificate that Java's parser refuses ends in exceptions of many kinds, none of them documented.
            return false;
        }
    }

    private static Optional<ByteBuffer> fingerprint(List<X509Certificate> chain) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (X509Certificate certificate : chain) {
                digest.update(certificate.getEncoded());
            }
            return Optional.of(ByteBuffer.wrap(digest.digest()));
        } catch (NoSuchAlgorithmException | CertificateException e) {
            return Optional.empty();
        }
    }

    private static Optional<X509TrustManager> authorities(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            Optional<X509TrustManager> manager = Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .filter(found -> found.getAcceptedIssuers().length > 0)
                    .findFirst();
            if (manager.isEmpty()) {
                LOG.warn("Java's trust store holds no CA: every server certificate counts as untrusted:"
                        + " install ca-certificates-java, or see javax.net.ssl.trustStore");
            }
            return manager;
        } catch (NoSuchAlgorithmException | KeyStoreException | RuntimeException e) {
            // A store that is damaged in its inside shows as exceptions of many kinds.
            LOG.warn(
                    "Java's trust store cannot be read: every server certificate counts as untrusted:"
                            + " reinstall ca-certificates-java, or see javax.net.ssl.trustStore",
                    e);
            return Optional.empty();
        }
    }
}
