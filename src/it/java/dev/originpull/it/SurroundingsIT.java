package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Distribution;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.Program;
import dev.originpull.it.server.Nginx;
import dev.originpull.it.server.OpenToAll;
import dev.originpull.it.server.Origins;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program where things are not as at home: locales, narrow terminals, readers that leave, files that are wrong. */
class SurroundingsIT {
    @RegisterExtension
    static final Origins ORIGINS = new Origins();

    @TempDir
    static Path homes;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"expired, LEAF_EXPIRED", "notYetValid, LEAF_NOT_YET_VALID"})
    void aLeafOutsideItsValidityIsAFindingAndStillProbed(String which, String finding) {
        TestPki pki = TestPki.get();
        Identity leaf = which.equals("expired") ? pki.expired() : pki.notYetValid();

        Finished probe = probe(leaf).run();

        assertThat(probe.exitCode()).as(probe.transcript()).isEqualTo(1);
        assertThat(probe.stdout()).contains("MISMATCH", finding, "LEAF_REFUSED");
    }

    @Test
    void warnsOfAKeyThatOthersCanRead() throws IOException {
        Identity leaf = TestPki.get().leaf();
        Path key = Files.copy(leaf.key(), directory.resolve("open.key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        Finished probe = probe(new Identity(leaf.certificate(), key)).run();

        assertThat(probe.exitCode()).as(probe.transcript()).isZero();
        assertThat(probe.errorLines()).as(probe.transcript()).hasSize(1);
        assertThat(probe.stderr()).contains("open.key", "chmod");
    }

    /** DNS is left out of it: the JDK reads its names from an empty file instead. */
    @Test
    void aNameWithoutAnAddressCouldNotBeTold() throws IOException {
        Path hosts = Files.createFile(directory.resolve("hosts"));

        Finished probe = Distribution.built()
                .command("probe", "nobody.example.test")
                .with(Map.of("ORIGINPULL_OPTS", "-Djdk.net.hosts.file=" + hosts))
                .run();

        assertThat(probe.exitCode()).as(probe.transcript()).isEqualTo(3);
        assertThat(probe.stdout() + probe.stderr()).contains("nobody.example.test");
    }

    @Test
    void aReaderThatLeavesIsNoError() {
        Program bash = Program.require("bash");
        String pipeline = "\"$0\" completion | head -n 1; exit ${PIPESTATUS[0]}";

        Finished head = Command.of(
                        bash.path().toString(),
                        "-c",
                        pipeline,
                        Distribution.built().program().toString())
                .run();

        assertThat(head.stdout().lines()).hasSize(1);
        assertThat(head.stderr()).as(head.transcript()).isEmpty();
        // 141 as of any program in a pipe, or 0 where everything fitted into the pipe.
        assertThat(head.exitCode()).as(head.transcript()).isIn(0, 141);
    }

    /** In Turkish an I is not an i in upper case: what looks up words by upper case finds none. */
    @Test
    void speaksTheSameInTurkish() {
        Map<String, String> turkish =
                Map.of("LC_ALL", "tr_TR.UTF-8", "ORIGINPULL_OPTS", "-Duser.language=tr -Duser.country=TR");

        Finished probe = probe(TestPki.get().leaf(), "--expect", "required")
                .with(turkish)
                .run();
        Finished json = probe(TestPki.get().leaf(), "-o", "json").with(turkish).run();
        Finished generate = Distribution.built()
                .command("generate", "nginx", "--stage", "optional", "--ca-file", "/ca.pem")
                .with(turkish)
                .run();

        assertThat(probe.exitCode()).as(probe.transcript()).isZero();
        assertThat(probe.stdout()).contains("REQUIRED", "as expected");
        assertThat(json.stdout()).contains("\"mode\":\"required\"", "\"verdict\":\"pass\"");
        assertThat(generate.stdout()).contains("ssl_verify_client optional;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "1", "0", "nonsense", "100000"})
    void takesAnyWidth(String columns) {
        Finished probe =
                probe(TestPki.get().leaf()).with(Map.of("COLUMNS", columns)).run();
        Finished help = Distribution.built()
                .command("probe", "--help")
                .with(Map.of("COLUMNS", columns))
                .run();

        assertThat(probe.exitCode()).as(probe.transcript()).isZero();
        assertThat(probe.stdout()).contains("REQUIRED", "leaf", "forged");
        assertThat(help.exitCode()).as(help.transcript()).isZero();
    }

    /** As a user who may write neither where it stands, nor beside the program, nor at home. */
    @Test
    void needsNowhereToWrite() throws IOException {
        Distribution copy = copy();
        Command generate = copy.command("generate", "nginx", "--stage", "off")
                .with(Map.of("HOME", "/nonexistent", "XDG_CACHE_HOME", "/nonexistent"))
                .in(copy.directory());

        Finished finished = Unprivileged.of(generate).run();

        assertThat(finished.exitCode()).as(finished.transcript()).isZero();
        assertThat(finished.stdout()).contains("ssl_verify_client off;");
        assertThat(finished.stderr()).isEmpty();
    }

    /** A class archive takes 22 MB: those that nothing will use again go when a new one is created. */
    @Test
    void keepsOneClassArchiveAndSaysThatItIsCreated() throws IOException {
        Distribution copy = copy();
        Path lib = copy.directory().resolve("lib");
        Command.of("chmod", "u+w", lib.toString()).succeed();
        for (String old : List.of("originpull-1-2.jsa", "originpull-3-4.jsa", "originpull-5-6.jsa.none", "other.jsa")) {
            Files.createFile(lib.resolve(old));
        }
        Files.writeString(lib.resolve("originpull-3-4.for"), "/nonexistent/originpull\n/nonexistent/bin/java\n");

        Finished first = copy.command("--version").run();
        Finished second = copy.command("--version").run();

        assertThat(first.exitCode()).as(first.transcript()).isZero();
        assertThat(first.errorLines()).hasSize(1);
        assertThat(first.stderr()).startsWith("originpull: preparing for this Java runtime");
        assertThat(second.stderr()).isEmpty();
        try (Stream<Path> files = Files.list(lib)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".jar")))
                    .hasSize(3)
                    .contains("other.jsa")
                    .anyMatch(name -> name.matches("originpull-\\d+-\\d+\\.jsa"))
                    .anyMatch(name -> name.matches("originpull-\\d+-\\d+\\.for"));
        }
    }

    @Test
    void createsTheClassArchiveInSilenceIfAskedTo() throws IOException {
        Distribution copy = copy();
        Command.of("chmod", "u+w", copy.directory().resolve("lib").toString()).succeed();

        assertThat(copy.command("--version", "-q").run().stderr()).isEmpty();
    }

    @Test
    void needsNeitherJavaNorToolsToSayThatJavaIsMissing() {
        Finished failed = Command.of("/bin/sh", Distribution.built().program().toString(), "--version")
                .with(Map.of("PATH", "/nonexistent", "JAVA_HOME", ""))
                .run();

        assertThat(failed.exitCode()).isEqualTo(2);
        assertThat(failed.errorLines()).hasSize(1);
        assertThat(failed.stderr()).contains("no Java found");
    }

    private Distribution copy() throws IOException {
        Path copy = directory.resolve("originpull");
        Command.of("cp", "-R", Distribution.built().directory().toString(), copy.toString())
                .succeed();
        Command.of("sh", "-c", "rm -f \"$0\"/lib/*.jsa* \"$0\"/lib/*.for && chmod -R a+rX,a-w \"$0\"", copy.toString())
                .succeed();
        OpenToAll.upTo(directory);
        return new Distribution(copy);
    }

    private static Command probe(Identity leaf, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "probe",
                origin().address(),
                "--hostname",
                TestPki.HOSTNAME,
                "--cert",
                leaf.certificate().toString(),
                "--key",
                leaf.key().toString()));
        arguments.addAll(List.of(options));
        return Distribution.built().command(arguments.toArray(String[]::new));
    }

    private static Server origin() {
        return ORIGINS.get(
                homes.resolve("nginx"),
                home -> Nginx.start(
                        home,
                        "ssl_client_certificate " + TestPki.get().ca() + "; ssl_verify_client on;\n"
                                + Nginx.ANSWER_200));
    }
}
