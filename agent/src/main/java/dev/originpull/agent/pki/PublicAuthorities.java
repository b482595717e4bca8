package dev.originpull.agent.pki;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Whether a name is that of a CA that issues certificates to the public: one in Java's default trust store. The store
 * is read at the first question; where there is none that can be read, no CA counts as public. Thread-safe.
 */
public final class PublicAuthorities implements Predicate<String> {
    private @Nullable Set<String> names;

    /** @param name as {@link DistinguishedNames#of} writes it */
    @Override
    public synchronized boolean test(String name) {
        Set<String> known = names;
        if (known == null) {
            known = read();
            names = known;
        }
        return known.contains(name);
    }

    private static Set<String> read() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                    .map(X509Certificate::getSubjectX500Principal)
                    .map(DistinguishedNames::of)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (NoSuchAlgorithmException | KeyStoreException | RuntimeException e) {
            // A store that is missing, empty or broken ends in any of these; it decides about a severity only.
            LoggerFactory.getLogger(PublicAuthorities.class).debug("no public CAs: the trust store cannot be read", e);
            return Set.of();
        }
    }
}
