package dev.originpull.it.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Curl;
import dev.originpull.it.client.Tls;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server whose administrator followed Cloudflare's how-to: its directives move into originpull's file. */
class AdoptingIT {
    @TempDir
    Path home;

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void namesTheLinesAndTheCommandWithoutAdopt(Host.Kind kind) throws Exception {
        try (Host host = following(kind)) {
            AdministeredHost admin = new AdministeredHost(host, "");
            Map<String, String> before = host.userFiles();

            Finished refused = admin.run("apply", TestPki.HOSTNAME, "--stage", "required");

            assertThat(refused.exitCode()).as("%s", refused).isEqualTo(4);
            assertThat(words(refused.stdout()))
                    .contains(
                            host.site() + ":2: `" + directives(kind).get(0) + "`",
                            host.site() + ":3: `" + directives(kind).get(1) + "`",
                            "run: originpull apply " + TestPki.HOSTNAME + " --stage required --adopt")
                    .doesNotContain("--force");
            assertThat(host.userFiles()).isEqualTo(before);
            assertThat(host.folders().fragments()).doesNotExist();
        }
    }

    /** Neither the change nor its rollback may let a client in that has no certificate, or a revoked one. */
    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void movesThemWithoutAnOpenMomentAndBack(Host.Kind kind) throws Exception {
        try (Host host = following(kind)) {
            AdministeredHost admin = new AdministeredHost(host, "");
            Map<String, String> before = host.userFiles();
            Applying outside = Applying.to(host);
            assertThat(outside.mode(TestPki.HOSTNAME)).isEqualTo("required");

            try (Traffic without = Traffic.without(host.port())) {
                Finished applied = admin.run("apply", TestPki.HOSTNAME, "--stage", "required", "--adopt");

                assertThat(applied.exitCode()).as("%s", applied).isZero();
                assertThat(words(applied.stdout())).contains("our file takes the place of " + host.site() + ":2");
                assertThat(Files.readString(host.site()))
                        .doesNotContain(directives(kind))
                        .contains(host.folders().fragments().toString());
                assertThat(outside.mode(TestPki.HOSTNAME)).isEqualTo("required");
                assertThat(outside.mode(Host.BYSTANDER)).isEqualTo("off");
                assertThat(answers(host, TestPki.get().revoked()))
                        .as("the list of revoked certificates stays in force")
                        .isFalse();
                assertThat(admin.run("status").exitCode()).isZero();

                assertThat(admin.run("rollback").exitCode()).isZero();

                assertThat(without.requests()).isPositive();
                assertThat(without.answered())
                        .as("answered without a certificate")
                        .isZero();
            }
            assertThat(host.userFiles()).as("to the byte").isEqualTo(before);
            assertThat(outside.mode(TestPki.HOSTNAME)).isEqualTo("required");
            assertThat(answers(host, TestPki.get().revoked())).isFalse();
        }
    }

    /** Where the block has been edited since, the directives return in the place of the line. */
    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void returnsThemIntoABlockThatWasEditedSince(Host.Kind kind) throws Exception {
        try (Host host = following(kind)) {
            AdministeredHost admin = new AdministeredHost(host, "");
            assertThat(admin.run("apply", TestPki.HOSTNAME, "--stage", "required", "--adopt")
                            .exitCode())
                    .isZero();
            Files.writeString(host.site(), "# edited\n" + Files.readString(host.site()));

            Finished back = admin.run("rollback");

            assertThat(back.exitCode()).as("%s", back).isZero();
            assertThat(Files.readString(host.site()))
                    .startsWith("# edited\n")
                    .contains(directives(kind))
                    .doesNotContain(host.folders().fragments().toString());
            assertThat(Applying.to(host).mode(TestPki.HOSTNAME)).isEqualTo("required");
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void enforceAdoptsToo(Host.Kind kind) throws Exception {
        try (Host host = following(kind)) {
            Path log = home.resolve("requests.log");
            AdministeredHost admin = AdministeredHost.logging(host, log);
            Map<String, String> before = host.userFiles();

            Finished refused = admin.run("enforce", TestPki.HOSTNAME);
            assertThat(refused.exitCode()).as("%s", refused).isEqualTo(4);
            assertThat(words(refused.stdout()))
                    .contains(host.site() + ":2", "run: originpull enforce " + TestPki.HOSTNAME + " --adopt");

            Finished early = admin.run("enforce", TestPki.HOSTNAME, "--adopt");
            assertThat(early.exitCode()).as("%s", early).isEqualTo(4);
            assertThat(words(early.stdout()))
                    .contains("run `originpull apply " + TestPki.HOSTNAME
                            + " --stage required --adopt`, which adds that");

            Finished adopted = admin.run("apply", TestPki.HOSTNAME, "--stage", "required", "--adopt");
            assertThat(adopted.exitCode()).as("%s", adopted).isZero();
            assertThat(admin.edge(Optional.of(TestPki.get().leaf())).status()).isEqualTo(200);
            Finished enforced = admin.run("enforce", TestPki.HOSTNAME);
            assertThat(enforced.exitCode()).as("%s", enforced).isZero();
            while (Files.exists(host.folders().fragment(Applying.HOSTNAME))) {
                assertThat(admin.run("rollback").exitCode()).isZero();
            }
            assertThat(host.userFiles()).isEqualTo(before);

            // With no log to read, enforce adopts by itself.
            AdministeredHost unlogged = new AdministeredHost(host, "");
            Finished alone = unlogged.run("enforce", TestPki.HOSTNAME, "--adopt");
            assertThat(alone.exitCode()).as("%s", alone).isZero();
            assertThat(Files.readString(host.site())).doesNotContain(directives(kind));
            admin = unlogged;
            assertThat(Applying.to(host).mode(TestPki.HOSTNAME)).isEqualTo("required");
            assertThat(admin.run("rollback").exitCode()).isZero();
            assertThat(host.userFiles()).isEqualTo(before);
        }
    }

    /** Others may include the file, too: it is not changed. */
    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void leavesAnIncludedFileAlone(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Path snippet = Files.writeString(
                    home.resolve("snippet.inc"), "# shared\n" + String.join("\n", directives(kind)) + "\n");
            into(host, List.of(kind == Host.Kind.NGINX ? "include " + snippet + ";" : "Include " + snippet));
            host.restart();
            Map<String, String> before = host.userFiles();

            Finished refused =
                    new AdministeredHost(host, "").run("apply", TestPki.HOSTNAME, "--stage", "required", "--adopt");

            assertThat(refused.exitCode()).as("%s", refused).isEqualTo(4);
            assertThat(words(refused.stdout())).contains(snippet + ":2: ", "move the line into the block");
            assertThat(host.userFiles()).isEqualTo(before);
        }
    }

    private Host following(Host.Kind kind) throws IOException {
        Host host = Host.start(kind, home);
        try {
            into(host, directives(kind));
            host.restart();
            return host;
        } catch (IOException | RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /** What Cloudflare's how-to has in the block, and a list of revoked certificates beside it. */
    private static List<String> directives(Host.Kind kind) {
        TestPki pki = TestPki.get();
        return kind == Host.Kind.NGINX
                ? List.of(
                        "ssl_client_certificate " + pki.ca() + ";",
                        "ssl_verify_client on;",
                        "ssl_crl " + pki.crl() + ";")
                : List.of(
                        "SSLCACertificateFile " + pki.ca(),
                        "SSLVerifyClient require",
                        "SSLCARevocationFile " + pki.crl(),
                        "SSLCARevocationCheck leaf");
    }

    private static void into(Host host, List<String> directives) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(host.site()));
        lines.addAll(1, directives.stream().map(line -> "\t" + line).toList());
        Files.write(host.site(), lines);
    }

    private static boolean answers(Host host, Identity identity) {
        return Stream.of(Tls.TLS_1_2, Tls.TLS_1_3)
                .map(tls -> Curl.to(host.port(), Optional.of(identity), tls).ask())
                .anyMatch(answer -> answer.status() == 200);
    }

    /** Long lines are broken, at blanks. */
    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
