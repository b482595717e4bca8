package dev.originpull.it.pki;

import dev.originpull.it.process.Command;
import dev.originpull.it.process.Program;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Every certificate that the tests need, made once a JVM and deleted at its end.
 *
 * @param ca the root that origins trust, RSA 2048
 * @param leaf what Cloudflare would present to the origins
 * @param ecCa another root, with an EC key; {@code ecLeaf} is its leaf, and a stranger where {@code ca} is trusted
 * @param expired issued by {@code ca}, no longer valid
 * @param notYetValid issued by {@code ca}, valid in five days
 * @param serverAuthOnly issued by {@code ca} for serverAuth, not clientAuth
 * @param revoked issued by {@code ca} and on {@code crl}
 * @param forged from a self-made EC root that copies the subject of {@code ca}; names, but no signature, are right
 * @param server what origins serve: {@code *.example.test}, 127.0.0.1 and ::1, issued by {@code serverCa}
 * @param hostileServer the same for a subject that holds terminal escapes
 * @param serverStore {@code server} as PKCS#12 with the password {@link #STORE_PASSWORD}, for origins in Java
 */
public record TestPki(
        Path ca,
        Path caKey,
        Path crl,
        Identity leaf,
        Identity expired,
        Identity notYetValid,
        Identity serverAuthOnly,
        Identity revoked,
        Identity forged,
        Path ecCa,
        Identity ecLeaf,
        Path serverCa,
        Identity server,
        Identity expiredServer,
        Identity hostileServer,
        Path serverStore,
        Path expiredServerStore,
        Path hostileServerStore) {
    /** The name origins are asked for; {@code server} is good for it. */
    public static final String HOSTNAME = "app.example.test";

    public static final String STORE_PASSWORD = "originpull";

    private static final String CA_SUBJECT = "/CN=Example origin pull CA/O=Example";
    private static final String LEAF_SUBJECT = "/CN=app.example.test/O=Example";

    /** The material; skips the test that asks first where there is no openssl. */
    public static TestPki get() {
        Program.require("openssl");
        return Holder.PKI;
    }

    private static final class Holder {
        static final TestPki PKI = make();
    }

    private static TestPki make() {
        try {
            Path directory = Files.createTempDirectory("originpull-pki-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return make(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not make the test certificates", e);
        }
    }

    private static TestPki make(Path directory) throws IOException {
        Authority ca = Authority.create(directory.resolve("ca"), CA_SUBJECT, KeyKind.RSA);
        Authority forger = Authority.create(directory.resolve("forger"), CA_SUBJECT, KeyKind.EC);
        Authority ecCa = Authority.create(directory.resolve("ec"), "/CN=Another CA/O=Example", KeyKind.EC);
        Authority serverCa = Authority.create(directory.resolve("server"), "/CN=Server CA/O=Example", KeyKind.EC);
        Identity revoked = ca.issue("revoked", LEAF_SUBJECT, KeyKind.RSA, Purpose.CLIENT, Validity.CURRENT);
        ca.revoke(revoked);
        Identity server = serverCa.issue("server", "/CN=example.test", KeyKind.EC, Purpose.SERVER, Validity.CURRENT);
        Identity expiredServer =
                serverCa.issue("expired", "/CN=example.test", KeyKind.EC, Purpose.SERVER, Validity.EXPIRED);
        Identity hostileServer = serverCa.issue(
                "hostile", "/CN=\u001b[31mred\u001b[0m\u0007", KeyKind.EC, Purpose.SERVER, Validity.CURRENT);
        return new TestPki(
                ca.certificate(),
                ca.key(),
                ca.revocationList(),
                ca.issue("leaf", LEAF_SUBJECT, KeyKind.RSA, Purpose.CLIENT, Validity.CURRENT),
                ca.issue("expired", LEAF_SUBJECT, KeyKind.RSA, Purpose.CLIENT, Validity.EXPIRED),
                ca.issue("not-yet", LEAF_SUBJECT, KeyKind.RSA, Purpose.CLIENT, Validity.NOT_YET),
                ca.issue("server-auth", LEAF_SUBJECT, KeyKind.RSA, Purpose.SERVER_AUTH_ONLY, Validity.CURRENT),
                revoked,
                forger.issue("forged", LEAF_SUBJECT, KeyKind.EC, Purpose.CLIENT, Validity.CURRENT),
                ecCa.certificate(),
                ecCa.issue("leaf", LEAF_SUBJECT, KeyKind.EC, Purpose.CLIENT, Validity.CURRENT),
                serverCa.certificate(),
                server,
                expiredServer,
                hostileServer,
                store(server),
                store(expiredServer),
                store(hostileServer));
    }

    private static Path store(Identity identity) {
        Path store = Path.of(identity.certificate().toString().replace(".pem", ".p12"));
        Command.of(
                        "openssl",
                        "pkcs12",
                        "-export",
                        "-in",
                        identity.certificate().toString(),
                        "-inkey",
                        identity.key().toString(),
                        "-out",
                        store.toString(),
                        "-passout",
                        "pass:" + STORE_PASSWORD)
                .succeed();
        return store;
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete " + directory, e);
        }
    }
}
