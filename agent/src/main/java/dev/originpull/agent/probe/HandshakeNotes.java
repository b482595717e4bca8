package dev.originpull.agent.probe;

import dev.originpull.agent.pki.DistinguishedNames;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** What the key and trust managers of one handshake are told, which nobody else gets to see. Confined to the connection's event loop. */
final class HandshakeNotes {
    private Optional<CertificateRequest> request = Optional.empty();
    private boolean certificateSent;
    private List<X509Certificate> serverChain = List.of();
    private final boolean curious;
    private List<String> signatures = List.of();

    private HandshakeNotes(boolean curious) {
        this.curious = curious;
    }

    Optional<CertificateRequest> request() {
        return request;
    }

    boolean certificateSent() {
        return certificateSent;
    }

    /** What the origin takes signatures by, as OpenSSL names it, such as {@code ECDSA+SHA256}; empty where nobody was curious. */
    List<String> signatures() {
        return signatures;
    }

    /** While the handshake goes on; afterwards the TLS library does not say. */
    private static List<String> signatures(SSLEngine engine) {
        return engine.getHandshakeSession() instanceof ExtendedSSLSession session
                ? Arrays.stream(session.getPeerSupportedSignatureAlgorithms())
                        .map(HandshakeNotes::openSslName)
                        .distinct()
                        .toList()
                : List.of();
    }

    /** {@code SHA256withECDSA} to {@code ECDSA+SHA256}. */
    private static String openSslName(String javaName) {
        int with = javaName.indexOf("with");
        return with < 0 ? javaName : javaName.substring(with + 4) + "+" + javaName.substring(0, with);
    }

    List<X509Certificate> serverChain() {
        return serverChain;
    }

    /** The notes of the handshakes that are under way: the managers belong to a context, and know an engine only. */
    static final class Ledger {
        private final Map<SSLEngine, HandshakeNotes> open = new ConcurrentHashMap<>();

        /** @param curious whether to ask what signatures the origin takes */
        HandshakeNotes open(SSLEngine engine, boolean curious) {
            HandshakeNotes notes = new HandshakeNotes(curious);
            open.put(engine, notes);
            return notes;
        }

        void close(SSLEngine engine) {
            open.remove(engine);
        }

        void requested(SSLEngine engine, Principal @Nullable [] issuers, boolean answered) {
            HandshakeNotes notes = open.get(engine);
            if (notes != null) {
                notes.request =
                        Optional.of(new CertificateRequest(names(issuers), issuers == null ? 0 : issuers.length));
                notes.certificateSent = answered;
                if (notes.curious) {
                    notes.signatures = signatures(engine);
                }
            }
        }

        void shown(SSLEngine engine, X509Certificate[] chain) {
            HandshakeNotes notes = open.get(engine);
            if (notes != null) {
                notes.serverChain = List.of(chain);
            }
        }

        private static List<String> names(Principal @Nullable [] issuers) {
            return issuers == null
                    ? List.of()
                    : Arrays.stream(issuers)
                            .limit(CertificateRequest.MAX_ISSUERS)
                            .map(issuer -> issuer instanceof X500Principal name
                                    ? DistinguishedNames.of(name)
                                    : issuer.getName())
                            .toList();
        }
    }
}
