package dev.originpull.agent.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * TLS of the web server: those fields of {@code tls_server_config} in Prometheus' exporter-toolkit that BoringSSL can honour.
 *
 * @param certFile the certificate, followed by its intermediates (PEM)
 * @param clientCaFile whose client certificates are trusted (PEM); there where the type verifies
 * @param clientAllowedSans of which a client's certificate must have one; empty for any
 * @param cipherSuites of TLS 1.2; empty for BoringSSL's choice. Those of TLS 1.3 are always on, as in Go
 */
public record WebTls(
        Path certFile,
        Path keyFile,
        ClientAuthType clientAuthType,
        Optional<Path> clientCaFile,
        List<String> clientAllowedSans,
        TlsVersion minVersion,
        TlsVersion maxVersion,
        List<String> cipherSuites,
        Place place) {
    /** A version that the web server speaks. */
    public enum TlsVersion {
        TLS12("TLSv1.2"),
        TLS13("TLSv1.3");

        private final String protocol;

        TlsVersion(String protocol) {
            this.protocol = protocol;
        }

        /** As Java names it. */
        public String protocol() {
            return protocol;
        }
    }

    public WebTls {
        clientAllowedSans = List.copyOf(clientAllowedSans);
        cipherSuites = List.copyOf(cipherSuites);
        if (minVersion.compareTo(maxVersion) > 0) {
            throw new IllegalArgumentException("min-version is above max-version");
        }
        if (clientAuthType.verifies() && clientCaFile.isEmpty()) {
            throw new IllegalArgumentException(clientAuthType + " without client-ca-file");
        }
        if (!clientAllowedSans.isEmpty() && !clientAuthType.requires()) {
            throw new IllegalArgumentException("client-allowed-sans with " + clientAuthType);
        }
    }
}
