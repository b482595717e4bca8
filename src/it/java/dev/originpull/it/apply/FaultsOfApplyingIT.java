package dev.originpull.it.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.install.Outcome;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever breaks while a change is made on a real server, at each single thing that is done: in the end it is whole, in the old state or
 * in the new one, and the server lives.
 */
class FaultsOfApplyingIT {
    @TempDir
    Path home;

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void killedAtAnyMomentItIsWholeAgainAfterTheNextCommand(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            int killed = 0;
            prepare(host);
            for (int at = 0; kill(host, at); at++) {
                killed++;
                whole(host, kind + " killed before thing " + at);
            }
            assertThat(killed).as("moments").isGreaterThan(40);
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void whatFailsIsTakenBack(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            prepare(host);
            boolean more = true;
            int failed = 0;
            for (int at = 0; more; at++) {
                Interference failing = new Interference(at, before -> {
                    throw new IOException("no " + before);
                });
                String outcome = applied(host, failing);
                more = failing.count() > at;
                failed += more ? 1 : 0;
                whole(host, kind + " failed at thing " + at + ": " + outcome);
            }
            assertThat(failed).as("moments").isGreaterThan(40);
        }
    }

    private static String applied(Host host, Interference interference) throws Exception {
        try {
            return String.valueOf(new Applying(host, CurlQuestion.ofTheTest(), interference)
                    .apply(Stage.REQUIRED, Fragments.of(host, Stage.REQUIRED)));
        } catch (IllegalStateException | LocateException ofTheListenerOrTheDump) {
            return ofTheListenerOrTheDump.toString();
        }
    }

    private void prepare(Host host) throws Exception {
        Map<String, String> before = host.userFiles();
        Outcome outcome = Applying.to(host).apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL));
        assertThat(outcome).as(host.log()).isInstanceOf(Outcome.Applied.class);
        assertThat(before).isNotEqualTo(host.userFiles());
    }

    /** What a person finds who runs the next command; then the change is taken back for the next round. */
    private void whole(Host host, String where) throws Exception {
        Applying next = Applying.to(host);
        Optional<Outcome> recovered = next.installer().recover(event -> {});

        assertThat(recovered.filter(Outcome.Broken.class::isInstance)).as(where).isEmpty();
        assertThat(next.installer().pending()).as(where).isEmpty();
        assertThat(host.lives()).as("%s: the server lives", where).isTrue();
        Optional<Stage> written = next.installer().status(Applying.HOSTNAME).stage();
        assertThat(written).as(where).isPresent();
        Stage stage = written.orElseThrow();
        assertThat(stage).as(where).isIn(Stage.OPTIONAL, Stage.REQUIRED);
        assertThat(Files.readString(host.folders().fragment(Applying.HOSTNAME)))
                .as(where)
                .isEqualTo(Fragments.of(host, stage));
        assertThat(next.mode(TestPki.HOSTNAME)).as(where).isEqualTo(stage.word());
        assertThat(next.mode(Host.BYSTANDER)).as(where).isEqualTo("off");
        try (Stream<Path> files = Files.walk(host.home())) {
            assertThat(files.map(Path::toString).filter(file -> file.endsWith("originpull-new")))
                    .as(where)
                    .isEmpty();
        }
        if (stage == Stage.REQUIRED) {
            Outcome back = next.installer().rollback(Optional.empty(), "a test", event -> {});
            assertThat(back).as(where).isInstanceOf(Outcome.Undone.class);
        }
    }

    /** False where there were fewer things to do. */
    private boolean kill(Host host, int at) throws IOException {
        Path fragment = Files.writeString(home.resolve("required.conf"), Fragments.of(host, Stage.REQUIRED));
        TestPki pki = TestPki.get();
        int exit = Command.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledApply.class.getName(),
                        host.kind().name(),
                        host.home().toString(),
                        Integer.toString(host.port()),
                        Integer.toString(at),
                        fragment.toString(),
                        pki.leaf().certificate().toString(),
                        pki.leaf().key().toString(),
                        pki.forged().certificate().toString(),
                        pki.forged().key().toString())
                .run()
                .exitCode();
        assertThat(exit).isIn(0, KilledApply.KILLED);
        return exit == KilledApply.KILLED;
    }
}
