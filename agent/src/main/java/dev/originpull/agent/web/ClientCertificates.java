package dev.originpull.agent.web;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Which certificates of clients are taken: those of the CAs, or any where there are none to verify against; and of them those that
 * carry an allowed name. Thread-safe.
 */
final class ClientCertificates extends X509ExtendedTrustManager {
    /** GeneralName's numbers (RFC 5280, 4.2.1.6): rfc822Name, dNSName, uniformResourceIdentifier, iPAddress. */
    private static final Set<Integer> COMPARED = Set.of(1, 2, 6, 7);

    private final Optional<X509ExtendedTrustManager> authorities;
    private final List<String> allowedNames;

    /**
     * @param authorities empty to take certificates from anywhere, which proves nothing but that the client has the key
     * @param allowedNames empty to take every name
     */
    ClientCertificates(Optional<X509ExtendedTrustManager> authorities, List<String> allowedNames) {
        this.authorities = authorities;
        this.allowedNames = List.copyOf(allowedNames);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (authorities.isPresent()) {
            authorities.get().checkClientTrusted(chain, authType, engine);
        }
        checkName(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (authorities.isPresent()) {
            authorities.get().checkClientTrusted(chain, authType);
        }
        checkName(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this side is the server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("this side is the server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this side is the server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.map(X509ExtendedTrustManager::getAcceptedIssuers).orElseGet(() -> new X509Certificate[0]);
    }

    private void checkName(X509Certificate certificate) throws CertificateException {
        if (allowedNames.isEmpty()) {
            return;
        }
        Collection<List<?>> names = names(certificate);
        if (names.stream()
                .filter(name -> COMPARED.contains(name.get(0)))
                .noneMatch(name -> allowedNames.contains(String.valueOf(name.get(1))))) {
            throw new CertificateException("none of the certificate's names is allowed");
        }
    }

    private static Collection<List<?>> names(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names == null ? List.of() : names;
    }
}
