package dev.originpull.it.broken;

import dev.originpull.it.pki.TestPki;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * TLS as the JDK speaks it.
 *
 * @param asks whether it requests a client certificate; it takes any, and none
 * @param onlyName the one SNI it knows; it answers others with the alert unrecognized_name
 * @param protocols what it takes by ALPN; none means that it does not negotiate
 */
record TlsLayer(SSLContext context, boolean asks, Optional<String> onlyName, List<String> protocols) implements Layer {
    static TlsLayer of(Path store, boolean asks) throws IOException {
        return new TlsLayer(context(store, List.of()), asks, Optional.empty(), List.of());
    }

    /** Asks for a certificate, and names these certificates as the issuers it would like. */
    static TlsLayer asking(Path store, List<X509Certificate> issuers) throws IOException {
        return new TlsLayer(context(store, issuers), true, Optional.empty(), List.of());
    }

    TlsLayer knowing(String name) {
        return new TlsLayer(context, asks, Optional.of(name), protocols);
    }

    TlsLayer speaking(String protocol) {
        return new TlsLayer(context, asks, onlyName, List.of(protocol));
    }

    @Override
    public Socket over(Socket tcp) throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, true);
        tls.setUseClientMode(false);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setWantClientAuth(asks);
        onlyName.ifPresent(
                name -> parameters.setSNIMatchers(List.of(SNIHostName.createSNIMatcher(name.replace(".", "\\.")))));
        parameters.setApplicationProtocols(protocols.toArray(String[]::new));
        tls.setSSLParameters(parameters);
        return tls;
    }

    private static SSLContext context(Path store, List<X509Certificate> issuers) throws IOException {
        char[] password = TestPki.STORE_PASSWORD.toCharArray();
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    managers.getKeyManagers(),
                    new TrustManager[] {new TrustsAnybody(issuers.toArray(X509Certificate[]::new))},
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("Could not use the key store " + store, e);
        }
    }
}
