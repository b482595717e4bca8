package dev.originpull.agent.demo;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.internal.tcnative.CertificateVerifier;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Which client certificates an embedded origin takes: those of one CA, or any. */
final class ClientTrust extends X509ExtendedTrustManager {
    private final X509Certificate ca;
    private final boolean any;

    private ClientTrust(X509Certificate ca, boolean any) {
        this.ca = ca;
        this.any = any;
    }

    /** Within its dates, and signed by the CA itself. */
    static ClientTrust of(X509Certificate ca) {
        return new ClientTrust(ca, false);
    }

    /** Whatever is presented, though the CA is the one that the handshake names. */
    static ClientTrust any(X509Certificate ca) {
        return new ClientTrust(ca, true);
    }

    /** The CA list of the CertificateRequest. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[] {ca};
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (any) {
            return;
        }
        chain[0].checkValidity();
        try {
            chain[0].verify(ca.getPublicKey());
        } catch (GeneralSecurityException e) {
            // As OpenSSL has it, which turns it into the alert unknown_ca.
            throw new OpenSslCertificateException(
                    "not of this CA", e, CertificateVerifier.X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("an origin is no client");
    }
}
