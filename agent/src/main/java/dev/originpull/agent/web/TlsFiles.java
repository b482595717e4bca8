package dev.originpull.agent.web;

import dev.originpull.agent.config.WebTls;
import dev.originpull.agent.pki.Certificates;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.CredentialException;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** What the files of a {@link WebTls} hold, as BoringSSL takes it. */
final class TlsFiles {
    /** Always on where TLS 1.3 is: BoringSSL, like Go, has no choice there. */
    private static final List<String> TLS13_SUITES =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    private TlsFiles() {}

    /**
     * Reads the files.
     *
     * @throws IOException with one line, when they or the settings will not do; an expired certificate does
     */
    static SslContext load(WebTls tls) throws IOException {
        try {
            Credential server = Credential.ofServer(tls.certFile(), tls.keyFile());
            checkUsage(tls, server.leaf());
            SslContextBuilder builder = SslContextBuilder.forServer(
                            server.key(), server.chain().toArray(X509Certificate[]::new))
                    // Native memory goes with the context when the last connection that it serves is gone.
                    .sslProvider(SslProvider.OPENSSL)
                    .protocols(protocols(tls))
                    .clientAuth(clientAuth(tls));
            if (!tls.cipherSuites().isEmpty()) {
                builder.ciphers(Stream.concat(TLS13_SUITES.stream(), tls.cipherSuites().stream())
                        .toList());
            }
            if (tls.clientAuthType().asks()) {
                builder.trustManager(new ClientCertificates(authorities(tls), tls.clientAllowedSans()));
            }
            return builder.build();
        } catch (CredentialException e) {
            throw new IOException("web.tls: " + e.getMessage(), e);
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException(
                    "web.tls: BoringSSL does not take these settings (" + e.getMessage()
                            + "): look at cipher-suites, min-version and max-version.",
                    e);
        }
    }

    /** BoringSSL would end every handshake with an internal error (RFC 5280, 4.2.1.3: the first bit). */
    private static void checkUsage(WebTls tls, X509Certificate certificate) throws IOException {
        boolean[] usage = certificate.getKeyUsage();
        if (usage != null && !usage[0]) {
            throw new IOException("web.tls: the certificate in " + tls.certFile()
                    + " may not be used for TLS (its key usage lacks digitalSignature): name a server's certificate.");
        }
    }

    private static List<String> protocols(WebTls tls) {
        return Arrays.stream(WebTls.TlsVersion.values())
                .filter(version -> version.compareTo(tls.minVersion()) >= 0 && version.compareTo(tls.maxVersion()) <= 0)
                .map(WebTls.TlsVersion::protocol)
                .toList();
    }

    private static ClientAuth clientAuth(WebTls tls) {
        if (!tls.clientAuthType().asks()) {
            return ClientAuth.NONE;
        }
        return tls.clientAuthType().requires() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL;
    }

    private static Optional<X509ExtendedTrustManager> authorities(WebTls tls) throws CredentialException, IOException {
        if (tls.clientCaFile().isEmpty()) {
            return Optional.empty();
        }
        List<X509Certificate> certificates =
                Certificates.read(tls.clientCaFile().get());
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry(String.valueOf(i), certificates.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst();
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "web.tls: Java does not take the CAs in "
                            + tls.clientCaFile().get(),
                    e);
        }
    }
}
