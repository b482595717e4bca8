package dev.originpull.agent.pki;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server's chain leads to a CA that this machine's Java trusts (RFC 5280, 6; names and revocation are not looked
 * at). Reading the CAs takes a tenth of a second, so it is begun in the background. Safe for use by many threads.
 */
public final class ServerTrust implements Predicate<List<X509Certificate>> {
    /** Fleets show the same few certificates again and again. */
    private static final int REMEMBERED = 1024;
    /** No key exchange is asked about, so that every key usage of a server's certificate will do. */
    private static final String ANY_KEY_EXCHANGE = "UNKNOWN";

    private final CompletableFuture<X509TrustManager> authorities;
    private final Map<List<X509Certificate>, Boolean> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<List<X509Certificate>, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    private ServerTrust(CompletableFuture<X509TrustManager> authorities) {
        this.authorities = authorities;
    }

    /** By Java's default trust store, which is being read when this returns. */
    public static ServerTrust ofThisMachine() {
        return new ServerTrust(CompletableFuture.supplyAsync(ServerTrust::defaults));
    }

    @Override
    public synchronized boolean test(List<X509Certificate> chain) {
        return !chain.isEmpty() && known.computeIfAbsent(List.copyOf(chain), this::leadsToAuthority);
    }

    private boolean leadsToAuthority(List<X509Certificate> chain) {
        try {
            authorities.join().checkServerTrusted(chain.toArray(X509Certificate[]::new), ANY_KEY_EXCHANGE);
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    private static X509TrustManager defaults() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Java has no X.509 trust manager"));
        } catch (NoSuchAlgorithmException | KeyStoreException e) {
            throw new IllegalStateException("Java's default trust store cannot be read", e);
        }
    }
}
