package dev.originpull.agent.config;

import dev.originpull.agent.config.WebTls.TlsVersion;
import dev.originpull.configgen.catalog.Nearest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads {@code web.tls:}. */
final class TlsReading {
    /** What BoringSSL has for a server with a certificate, by Java's names; a test compares. Those of 1.3 are always on. */
    static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_AES_256_CBC_SHA");

    private TlsReading() {}

    static Optional<WebTls> read(Section tls) {
        Optional<Path> certificate = tls.requiredPath("cert-file", "name the server's certificate (PEM)");
        Optional<Path> key = tls.requiredPath("key-file", "name the PEM file of the server's key");
        Optional<ClientAuthType> written = tls.text("client-auth-type", word -> oneOf(ClientAuthType.values(), word));
        ClientAuthType type = written.orElse(ClientAuthType.NO_CLIENT_CERT);
        Optional<Path> clientCa = tls.path("client-ca-file");
        List<String> sans = tls.texts("client-allowed-sans", name -> name);
        TlsVersion min = tls.text("min-version", word -> oneOf(TlsVersion.values(), word))
                .orElse(TlsVersion.TLS12);
        TlsVersion max = tls.text("max-version", word -> oneOf(TlsVersion.values(), word))
                .orElse(TlsVersion.TLS13);
        List<String> suites =
                tls.words("cipher-suites").isEmpty() ? List.of() : tls.texts("cipher-suites", TlsReading::suite);
        boolean sound = fits(tls, type, clientCa, sans, min.compareTo(max) <= 0);
        if (!sound || certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new WebTls(certificate.get(), key.get(), type, clientCa, sans, min, max, suites, tls.place()));
    }

    private static boolean fits(
            Section tls, ClientAuthType type, Optional<Path> clientCa, List<String> sans, boolean ordered) {
        boolean sound = true;
        if (type.verifies() && clientCa.isEmpty()) {
            sound = false;
            if (!tls.has("client-ca-file")) {
                tls.complain(
                        tls.line("client-auth-type"),
                        type + " needs 'client-ca-file': name the CA whose clients are let in (PEM)");
            }
        }
        if (type == ClientAuthType.NO_CLIENT_CERT && clientCa.isPresent() && !tls.has("client-auth-type")) {
            sound = false;
            tls.complain(
                    tls.line("client-ca-file"),
                    "'" + tls.named("client-ca-file")
                            + "' does nothing without 'client-auth-type': write RequireAndVerifyClientCert, or leave it out");
        }
        if (!sans.isEmpty() && !type.requires()) {
            sound = false;
            tls.complain(
                    tls.line("client-allowed-sans"),
                    "'" + tls.named("client-allowed-sans")
                            + "' needs a 'client-auth-type' that lets nobody in without a certificate: write"
                            + " RequireAndVerifyClientCert");
        }
        if (!ordered) {
            sound = false;
            tls.complain(
                    tls.line("min-version"),
                    "'" + tls.named("min-version") + "' is above 'max-version': swap them, or leave one out");
        }
        return sound;
    }

    private static <E extends Enum<E>> E oneOf(E[] values, String word) {
        List<String> words = Arrays.stream(values).map(Enum::toString).toList();
        return Arrays.stream(values)
                .filter(value -> value.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + Printable.of(word) + "' is none of " + String.join(", ", words)));
    }

    private static String suite(String word) {
        if (!SUITES.contains(word)) {
            throw new IllegalArgumentException("BoringSSL has no cipher suite '" + Printable.of(word) + "'"
                    + Nearest.to(word, SUITES)
                            .map(name -> ": did you mean " + name + "?")
                            .orElse(": leave it out"));
        }
        return word;
    }
}
