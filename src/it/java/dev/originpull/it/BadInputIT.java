package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Distribution;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people get wrong: one line that says what and where, exit code 2, and nothing attempted. */
@Execution(ExecutionMode.CONCURRENT)
class BadInputIT {
    /** Nothing listens there, and nothing may be asked there: every command has to end before. */
    private static final String ADDRESS = "127.0.0.1:9";

    private final TestPki pki = TestPki.get();

    @TempDir
    Path directory;

    @Test
    void noSuchCertificate() {
        Path missing = directory.resolve("missing.pem");

        refuses(probe(missing, pki.leaf().key()), "missing.pem");
    }

    @Test
    void noSuchKey() {
        refuses(probe(pki.leaf().certificate(), directory.resolve("missing.key")), "missing.key");
    }

    @Test
    void aDirectoryInPlaceOfACertificate() {
        refuses(probe(directory, pki.leaf().key()), directory.toString());
    }

    /** None is waited for: nobody writes to the pipe, and a device has no end. */
    @ParameterizedTest
    @CsvSource({
        "--cert, PIPE",
        "--key, PIPE",
        "--ca-file, PIPE",
        "--targets, PIPE",
        "--cert, /dev/zero",
        "--targets, /dev/zero"
    })
    void noRegularFile(String option, String file) {
        String pipe = directory.resolve("pipe").toString();
        Command.of("mkfifo", pipe).succeed();
        String special = file.equals("PIPE") ? pipe : file;
        List<String> arguments = new ArrayList<>(List.of(
                "probe",
                "--hostname",
                TestPki.HOSTNAME,
                "--cert",
                option.equals("--cert") ? special : pki.leaf().certificate().toString(),
                "--key",
                option.equals("--key") ? special : pki.leaf().key().toString()));
        arguments.addAll(option.equals("--targets") ? List.of() : List.of(ADDRESS));
        if (!option.equals("--cert") && !option.equals("--key")) {
            arguments.addAll(List.of(option, special));
        }

        refuses(run(arguments.toArray(String[]::new)), special);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello\n", "-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n"})
    void notPem(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("not-pem.pem"), text);

        refuses(probe(file, pki.leaf().key()), "not-pem.pem");
    }

    @Test
    void certificateAndKeySwapped() {
        refuses(probe(pki.leaf().key(), pki.leaf().certificate()), "leaf.key");
    }

    @Test
    void keyOfAnotherCertificate() {
        refuses(probe(pki.leaf().certificate(), pki.revoked().key()), "revoked.key");
    }

    @Test
    void encryptedKeyWithoutAPassphrase() {
        refuses(probe(pki.leaf().certificate(), encryptedKey()), "encrypted.key");
    }

    @Test
    void encryptedKeyWithAWrongPassphrase() throws IOException {
        Path passphrase = Files.writeString(directory.resolve("passphrase"), "wrong\n");

        Finished probe =
                probe(pki.leaf().certificate(), encryptedKey(), "--key-passphrase-file", passphrase.toString());

        refuses(probe, "encrypted.key");
    }

    @Test
    void aCaCertificateInPlaceOfTheLeaf() {
        refuses(probe(pki.ca(), pki.caKey()), "ca.pem");
    }

    @Test
    void aCertificateWithoutItsKey() {
        refuses(
                run(
                        "probe",
                        ADDRESS,
                        "--hostname",
                        TestPki.HOSTNAME,
                        "--cert",
                        pki.ca().toString()),
                "--key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:0", "127.0.0.1:99999", "127.0.0.1:https", "[::1", "::1:443:x", "300.1.2.3", ""})
    void anAddressThatIsNone(String address) {
        refuses(run("probe", address, "--hostname", TestPki.HOSTNAME), address);
    }

    @ParameterizedTest
    @CsvSource({
        "--timeout, soon",
        "--timeout, -1s",
        "--concurrency, 0",
        "--expect, enforced",
        "--tls, 1.4",
        "--hostname, a b",
        "--path, x"
    })
    void aValueThatMakesNoSense(String option, String value) {
        refuses(run("probe", ADDRESS, "--hostname", TestPki.HOSTNAME, option, value), option);
    }

    @Test
    void anEmptyTargetsFile() throws IOException {
        Path targets = Files.writeString(directory.resolve("targets.txt"), "# nobody yet\n\n");

        refuses(run("probe", "--targets", targets.toString()), "targets.txt");
    }

    /** The file is sparse: it costs no disk, and must cost no memory either. */
    @Test
    void aTargetsFileWithALineOfAGigabyte() throws IOException {
        Path targets = directory.resolve("targets.txt");
        try (RandomAccessFile file = new RandomAccessFile(targets.toFile(), "rw")) {
            file.setLength(1L << 30);
        }

        Finished probe = run("probe", "--targets", targets.toString());

        assertThat(probe.exitCode()).as(probe.transcript()).isEqualTo(2);
        assertThat(probe.errorLines()).as(probe.transcript()).hasSizeBetween(1, 2);
        assertThat(probe.stderr()).contains("targets.txt:1");
    }

    @Test
    void aTargetsFileWithWrongLinesRunsNoneOfTheOthers() throws IOException {
        Path targets = Files.writeString(directory.resolve("targets.txt"), """
                127.0.0.1:9 app.example.test required
                127.0.0.1:0 app.example.test
                127.0.0.1:9 app.example.test always
                [::1]:9 app.example.test
                """);

        Finished probe = run("probe", "--targets", targets.toString());

        assertThat(probe.exitCode()).as(probe.transcript()).isEqualTo(2);
        assertThat(probe.stdout()).as(probe.transcript()).isEmpty();
        assertThat(probe.stderr()).contains("targets.txt:2", "targets.txt:3").doesNotContain("targets.txt:1", "t:4");
    }

    @Test
    void anUnknownCommand() {
        refuses(run("prob", ADDRESS), "'prob'");
    }

    @Test
    void anUnknownServer() {
        refuses(run("generate", "ngnix", "--stage", "required", "--ca-file", "/ca.pem"), "ngnix");
    }

    @Test
    void anUnknownStage() {
        refuses(run("generate", "nginx", "--stage", "requierd", "--ca-file", "/ca.pem"), "requierd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.example.test; } server {", "app.example.test\n}", "-x", "a..b"})
    void aHostnameThatWouldBecomeConfiguration(String hostname) {
        refuses(
                run("generate", "nginx", "--stage", "required", "--ca-file", "/ca.pem", "--hostname", hostname),
                "--hostname");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "apache"})
    void aPathThatWouldBecomeConfiguration(String server) {
        refuses(run("generate", server, "--stage", "required", "--ca-file", "/ca.pem\n}"), "--ca-file");
    }

    @Test
    void aTemplateWithAnError() throws IOException {
        Path templates = directory.resolve("templates");
        Files.writeString(
                Files.createDirectories(templates.resolve("nginx")).resolve("verify.ftl"),
                "# ours\n<#if caFile??>\n${nobodyKnowsThis}\n</#if>\n");

        Finished generate = run(
                "generate",
                "nginx",
                "--stage",
                "required",
                "--ca-file",
                "/ca.pem",
                "--templates",
                templates.toString());

        refuses(generate, "verify.ftl");
        assertThat(generate.stderr()).contains("3", "nobodyKnowsThis");
    }

    private Path encryptedKey() {
        Path key = directory.resolve("encrypted.key");
        Command.of(
                        "openssl",
                        "pkcs8",
                        "-topk8",
                        "-v2",
                        "aes-256-cbc",
                        "-passout",
                        "pass:right",
                        "-in",
                        pki.leaf().key().toString(),
                        "-out",
                        key.toString())
                .succeed();
        return key;
    }

    private static Finished probe(Path certificate, Path key, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "probe",
                ADDRESS,
                "--hostname",
                TestPki.HOSTNAME,
                "--cert",
                certificate.toString(),
                "--key",
                key.toString()));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    private static Finished run(String... arguments) {
        return Distribution.built().command(arguments).run();
    }

    private static void refuses(Finished finished, String what) {
        assertThat(finished.exitCode()).as(finished.transcript()).isEqualTo(2);
        assertThat(finished.stdout()).as(finished.transcript()).isEmpty();
        assertThat(finished.errorLines()).as(finished.transcript()).hasSize(1);
        assertThat(finished.stderr()).as(finished.transcript()).contains(what);
    }
}
