package dev.originpull.agent.config;

import dev.originpull.agent.config.WebTls.TlsVersion;
import dev.originpull.configgen.catalog.Nearest;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** Reads {@code web.tls:}. */
final class TlsReading {
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
        List<String> suites = tls.words("cipher-suites").isEmpty()
                ? List.of()
                : tls.texts("cipher-suites", suiteOf(supportedSuites()));
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

    private static Function<String, String> suiteOf(List<String> supported) {
        return word -> {
            if (!supported.contains(word)) {
                throw new IllegalArgumentException("this Java has no cipher suite '" + Printable.of(word) + "'"
                        + Nearest.to(word, supported)
                                .map(name -> ": did you mean " + name + "?")
                                .orElse(": leave it out"));
            }
            return word;
        };
    }

    private static List<String> supportedSuites() {
        try {
            return List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has no TLS", e);
        }
    }
}
