package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Originpull;
import dev.originpull.it.client.Report;
import dev.originpull.it.client.Tls;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Finished;
import dev.originpull.it.server.Origins;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code generate} prints, in real servers: they take it, and then do what the stage says. */
class GeneratedConfigurationIT {
    @RegisterExtension
    static final Origins ORIGINS = new Origins();

    @TempDir
    static Path homes;

    static Stream<Arguments> stages() {
        return Stream.of(WebServer.values())
                .flatMap(server -> Stream.of(Stage.values())
                        .flatMap(stage -> Stream.of(Tls.values()).map(tls -> Arguments.of(server, stage, tls))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("stages")
    void doesWhatTheStageSays(WebServer server, Stage stage, Tls tls) {
        Server origin = origin(server, stage);
        Optional<Identity> leaf = Optional.of(TestPki.get().leaf());

        Report report = probe(origin, leaf, tls, "--expect", stage.word());

        assertThat(report.mode()).as("%s", report).isEqualTo(stage.word());
        assertThat(report.verdict()).as("%s", report).isEqualTo("pass");
        assertThat(report.exitCode()).as("%s", report).isZero();
        new SecondOpinion(report, origin, tls).agrees(leaf);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("stages")
    void nobodyIsToldAnEnforcedOriginWithoutALeaf(WebServer server, Stage stage, Tls tls) {
        Server origin = origin(server, stage);

        Report report = probe(origin, Optional.empty(), tls);

        assertThat(report.mode()).as("%s", report).doesNotStartWith("required");
        if (stage != Stage.OFF) {
            assertThat(report.findings()).as("%s", report).contains("LEAF_NOT_TESTED");
        }
        new SecondOpinion(report, origin, tls).agrees(Optional.empty());
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("stages")
    void refusesAnExpiredLeafWhereverItAsks(WebServer server, Stage stage, Tls tls) {
        Identity expired = TestPki.get().expired();

        Report report = refusedWhereverItAsks(server, stage, tls, expired);

        assertThat(report.findings()).as("%s", report).contains("LEAF_EXPIRED");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("stages")
    void refusesAServerAuthLeafWhereverItAsks(WebServer server, Stage stage, Tls tls) {
        refusedWhereverItAsks(server, stage, tls, TestPki.get().serverAuthOnly());
    }

    /** Not only where it enforces: OpenSSL forgives an unknown issuer under optional_no_ca, and nothing else. */
    private Report refusedWhereverItAsks(WebServer server, Stage stage, Tls tls, Identity leaf) {
        Server origin = origin(server, stage);

        Report report = probe(origin, Optional.of(leaf), tls, "--expect", stage.word());

        if (stage == Stage.OFF) {
            assertThat(report.mode()).as("%s", report).isEqualTo("off");
        } else {
            assertThat(report.mode()).as("%s", report).isEqualTo("mismatch");
            assertThat(report.findings()).as("%s", report).contains("LEAF_REFUSED");
            assertThat(report.exitCode()).as("%s", report).isEqualTo(1);
        }
        new SecondOpinion(report, origin, tls).agrees(Optional.of(leaf));
        return report;
    }

    @ParameterizedTest
    @EnumSource(WebServer.class)
    void refusesARevokedLeafOnceItHasTheList(WebServer server) {
        TestPki pki = TestPki.get();
        Server origin = ORIGINS.get(
                homes.resolve(server + "-crl"),
                home -> server.start(
                        home,
                        generate(
                                server,
                                Stage.REQUIRED,
                                pki.ca(),
                                "--crl-file",
                                pki.crl().toString())));

        assertThat(probe(origin, Optional.of(pki.revoked()), Tls.TLS_1_3).mode())
                .isEqualTo("mismatch");
        assertThat(probe(origin, Optional.of(pki.leaf()), Tls.TLS_1_3).mode()).isEqualTo("required");
    }

    @ParameterizedTest
    @EnumSource(WebServer.class)
    void takesACaFileWithSpacesAndQuotesInItsPath(WebServer server) throws IOException {
        Path directory = Files.createDirectories(homes.resolve(server + " it's \"a\" $path; #1"));
        Path ca = Files.copy(TestPki.get().ca(), directory.resolve("origin pull ca.pem"));
        Server origin = ORIGINS.get(
                homes.resolve(server + "-spaces"), home -> server.start(home, generate(server, Stage.REQUIRED, ca)));

        assertThat(probe(origin, Optional.of(TestPki.get().leaf()), Tls.TLS_1_3).mode())
                .isEqualTo("required");
    }

    private static Server origin(WebServer server, Stage stage) {
        return ORIGINS.get(
                homes.resolve(server + "-" + stage.word()),
                home -> server.start(home, generate(server, stage, TestPki.get().ca())));
    }

    private static String generate(WebServer server, Stage stage, Path ca, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("generate", server.word(), "--stage", stage.word(), "--ca-file", ca.toString()));
        arguments.addAll(List.of(options));
        Finished generated = Originpull.run(arguments);
        assertThat(generated.exitCode()).as(generated.transcript()).isZero();
        return generated.stdout();
    }

    private static Report probe(Server origin, Optional<Identity> leaf, Tls tls, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--tls", tls.number()));
        return Originpull.probe(origin.address(), TestPki.HOSTNAME, leaf, all.toArray(String[]::new));
    }
}
