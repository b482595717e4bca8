package dev.originpull.agent.web;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * TLS for clients, with the fields of Prometheus' exporter-toolkit ({@code tls_server_config}).
 *
 * @param certFile PEM, the server's certificate followed by its intermediates
 * @param keyFile PEM, not encrypted
 * @param clientCaFile PEM, whose certificates are taken; there where they are verified
 * @param clientAllowedSans of the names in a client's certificate one has to be among these, letter for letter; empty to allow all
 * @param cipherSuites by their IANA names, for TLS up to 1.2; empty for BoringSSL's own choice
 */
public record Tls(
        Path certFile,
        Path keyFile,
        ClientAuth clientAuth,
        Optional<Path> clientCaFile,
        List<String> clientAllowedSans,
        TlsVersion minVersion,
        TlsVersion maxVersion,
        List<String> cipherSuites) {
    public Tls {
        clientAllowedSans = List.copyOf(clientAllowedSans);
        cipherSuites = List.copyOf(cipherSuites);
        if (clientAuth.verified() && clientCaFile.isEmpty()) {
            throw new IllegalArgumentException("client certificates can only be verified with a client_ca_file");
        }
        if (!clientAuth.verified() && clientCaFile.isPresent()) {
            throw new IllegalArgumentException("client_ca_file has no effect unless client_auth_type verifies");
        }
        if (!clientAuth.asks() && !clientAllowedSans.isEmpty()) {
            throw new IllegalArgumentException(
                    "client_allowed_sans has no effect unless client_auth_type asks for a certificate");
        }
        if (minVersion.compareTo(maxVersion) > 0) {
            throw new IllegalArgumentException("min_version is above max_version");
        }
    }

    /** TLS 1.2 and 1.3, no client certificates. */
    public static Tls of(Path certFile, Path keyFile) {
        return new Tls(
                certFile,
                keyFile,
                ClientAuth.NO_CLIENT_CERT,
                Optional.empty(),
                List.of(),
                TlsVersion.TLS12,
                TlsVersion.TLS13,
                List.of());
    }
}
