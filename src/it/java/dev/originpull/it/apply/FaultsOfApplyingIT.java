package dev.originpull.it.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.install.Outcome;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever breaks while a change is made on a real server, at each single thing that is done: in the end it is whole, in the old state or
 * in the new one, and the server lives.
 */
class FaultsOfApplyingIT {
    @TempDir
    Path home;

    private Map<String, String> before = Map.of();

    /** What is changed: the user's file and ours, or ours alone. */
    enum Work {
        FIRST(Optional.empty(), Stage.OPTIONAL),
        ENFORCE(Optional.of(Stage.OPTIONAL), Stage.REQUIRED);

        private final Optional<Stage> from;
        private final Stage to;

        Work(Optional<Stage> from, Stage to) {
            this.from = from;
            this.to = to;
        }
    }

    @ParameterizedTest
    @CsvSource({"NGINX, FIRST", "APACHE, ENFORCE"})
    void killedAtAnyMomentItIsWholeAgainAfterTheNextCommand(Host.Kind kind, Work work) throws Exception {
        try (Host host = Host.start(kind, home)) {
            int killed = 0;
            prepare(host, work);
            for (int at = 0; kill(host, work, at); at++) {
                killed++;
                whole(host, work, kind + " killed before thing " + at);
            }
            assertThat(killed).as("moments").isGreaterThan(40);
        }
    }

    @ParameterizedTest
    @CsvSource({"NGINX, ENFORCE", "APACHE, FIRST"})
    void whatFailsIsTakenBack(Host.Kind kind, Work work) throws Exception {
        try (Host host = Host.start(kind, home)) {
            prepare(host, work);
            boolean more = true;
            int failed = 0;
            for (int at = 0; more; at++) {
                Interference failing = new Interference(at, before -> {
                    throw new IOException("no " + before);
                });
                String outcome = applied(host, work, failing);
                more = failing.count() > at;
                failed += more ? 1 : 0;
                whole(host, work, kind + " failed at thing " + at + ": " + outcome);
            }
            assertThat(failed).as("moments").isGreaterThan(40);
        }
    }

    private static String applied(Host host, Work work, Interference interference) throws Exception {
        try {
            return String.valueOf(new Applying(host, CurlQuestion.ofTheTest(), interference)
                    .apply(work.to, Fragments.of(host, work.to)));
        } catch (IllegalStateException | LocateException ofTheListenerOrTheDump) {
            return ofTheListenerOrTheDump.toString();
        }
    }

    private void prepare(Host host, Work work) throws Exception {
        if (work.from.isPresent()) {
            Stage from = work.from.get();
            Outcome outcome = Applying.to(host).apply(from, Fragments.of(host, from));
            assertThat(outcome).as(host.log()).isInstanceOf(Outcome.Applied.class);
        }
        before = host.userFiles();
    }

    /** What a person finds who runs the next command; then the change is taken back for the next round. */
    private void whole(Host host, Work work, String where) throws Exception {
        Applying next = Applying.to(host);
        Optional<Outcome> recovered = next.installer().recover(event -> {});

        assertThat(recovered.filter(Outcome.Broken.class::isInstance)).as(where).isEmpty();
        assertThat(next.installer().pending()).as(where).isEmpty();
        assertThat(host.lives()).as("%s: the server lives", where).isTrue();
        Optional<Stage> written = next.installer().status(Applying.HOSTNAME).stage();
        assertThat(written).as(where).isIn(work.from, Optional.of(work.to));
        Path fragment = host.folders().fragment(Applying.HOSTNAME);
        if (written.isPresent()) {
            assertThat(Files.readString(fragment)).as(where).isEqualTo(Fragments.of(host, written.get()));
        } else {
            assertThat(fragment).as(where).doesNotExist();
        }
        assertThat(next.mode(TestPki.HOSTNAME))
                .as(where)
                .isEqualTo(written.orElse(Stage.OFF).word());
        assertThat(next.mode(Host.BYSTANDER)).as(where).isEqualTo("off");
        try (Stream<Path> files = Files.walk(host.home())) {
            assertThat(files.map(Path::toString).filter(file -> file.endsWith("originpull-new")))
                    .as(where)
                    .isEmpty();
        }
        if (written.equals(Optional.of(work.to))) {
            Outcome back = next.installer().rollback(Optional.empty(), "a test", event -> {});
            assertThat(back).as(where).isInstanceOf(Outcome.Undone.class);
        }
        assertThat(host.userFiles()).as(where).isEqualTo(before);
    }

    /** False where there were fewer things to do. */
    private boolean kill(Host host, Work work, int at) throws IOException {
        Path fragment = Files.writeString(home.resolve("fragment.conf"), Fragments.of(host, work.to));
        TestPki pki = TestPki.get();
        Finished finished = Command.of(
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
                        work.to.word(),
                        pki.leaf().certificate().toString(),
                        pki.leaf().key().toString(),
                        pki.forged().certificate().toString(),
                        pki.forged().key().toString())
                .run();
        int exit = finished.exitCode();
        assertThat(exit).as("%s", finished).isIn(0, KilledApply.KILLED);
        return exit == KilledApply.KILLED;
    }
}
