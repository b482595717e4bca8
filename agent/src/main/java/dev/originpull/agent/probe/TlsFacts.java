package dev.originpull.agent.probe;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What the TLS conversation showed. It began when the origin's first handshake record came in.
 *
 * @param completed whether our side finished the handshake
 * @param version as the JDK names it, such as {@code TLSv1.3}; empty before the handshake is finished
 * @param cipher the suite as the JDK names it; empty before the handshake is finished
 * @param alpn the protocol that the origin chose (RFC 7301)
 * @param certificateRequest empty where none was seen
 * @param certificateSent whether a certificate (not an empty list) was presented
 * @param renegotiationAsked whether the origin asked for a second handshake, which neither Cloudflare's edge nor this client does
 * @param resumed whether an earlier session was taken up
 * @param serverChain as the origin sent it, its own certificate first; empty before it was read
 */
public record TlsFacts(
        boolean completed,
        Optional<String> version,
        Optional<String> cipher,
        Optional<String> alpn,
        Optional<CertificateRequest> certificateRequest,
        boolean certificateSent,
        boolean renegotiationAsked,
        boolean resumed,
        List<X509Certificate> serverChain) {
    public TlsFacts {
        serverChain = List.copyOf(serverChain);
    }

    public boolean certificateRequested() {
        return certificateRequest.isPresent();
    }
}
