package dev.originpull.it.pki;

import dev.originpull.it.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An intermediate CA under {@link TestPki#ca()}.
 *
 * @param leaf issued by it, with its certificate behind
 * @param alone the same leaf without it
 */
public record Intermediate(Identity leaf, Identity alone) {
    /** Makes it. */
    public static Intermediate in(Path home) throws IOException {
        TestPki pki = TestPki.get();
        Path ca = home.resolve("intermediate.pem");
        Path caKey = home.resolve("intermediate.key");
        issue(
                home,
                "/CN=Example intermediate/O=Example",
                pki.ca(),
                pki.caKey(),
                ca,
                caKey,
                "basicConstraints=critical,CA:TRUE");
        Path alone = home.resolve("alone.pem");
        Path key = home.resolve("alone.key");
        issue(home, "/CN=app.example.test", ca, caKey, alone, key, "extendedKeyUsage=clientAuth");
        Path chain = Files.writeString(home.resolve("chain.pem"), Files.readString(alone) + Files.readString(ca));
        return new Intermediate(new Identity(chain, key), new Identity(alone, key));
    }

    private static void issue(
            Path home, String subject, Path issuer, Path issuerKey, Path certificate, Path key, String extension)
            throws IOException {
        Path request = home.resolve("request.csr");
        Path extensions = Files.writeString(home.resolve("extensions.cnf"), extension + "\n");
        Command.of(
                        "openssl",
                        "req",
                        "-new",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-subj",
                        subject,
                        "-keyout",
                        key.toString(),
                        "-out",
                        request.toString())
                .succeed();
        Command.of(
                        "openssl",
                        "x509",
                        "-req",
                        "-in",
                        request.toString(),
                        "-CA",
                        issuer.toString(),
                        "-CAkey",
                        issuerKey.toString(),
                        "-set_serial",
                        "77",
                        "-days",
                        "30",
                        "-extfile",
                        extensions.toString(),
                        "-out",
                        certificate.toString())
                .succeed();
    }
}
