package dev.originpull.it.serve;

import static dev.originpull.it.serve.Configuration.ecLeaf;
import static dev.originpull.it.serve.Configuration.leaf;
import static dev.originpull.it.serve.Configuration.origin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Distribution;
import dev.originpull.it.client.RunningAgent;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Await;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.process.Program;
import dev.originpull.it.server.Nginx;
import dev.originpull.it.server.Origins;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What this machine lacks is reported as its own: no origin is called unreachable for it, and nothing as a bug. */
class MachineIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    @RegisterExtension
    static final Origins ORIGINS = new Origins();

    @TempDir
    static Path homes;

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({"noexec, mounted noexec", "full, no space left on device", "read-only, read-only file system"})
    void saysWhyBoringSslCannotBeLoadedAndWhatToDo(String kind, String reason) throws IOException {
        Path config = configuration();

        for (List<String> command : List.of(
                List.of("probe", nginx().address(), "--hostname", TestPki.HOSTNAME),
                List.of("config", "check", "--config", config.toString()),
                List.of("serve", "--config", config.toString(), "--listen", "127.0.0.1:" + FreePort.next()),
                List.of("demo"))) {
            Finished finished = barred(kind, true, command);

            assertThat(finished.exitCode()).as(finished.transcript()).isEqualTo(2);
            assertThat(finished.stdout()).as(finished.transcript()).isEmpty();
            assertThat(finished.errorLines()).as(finished.transcript()).hasSize(1);
            assertThat(finished.stderr())
                    .contains("cannot load BoringSSL", reason, "ORIGINPULL_OPTS=-Djava.io.tmpdir=")
                    .doesNotContain("bug", "nreachable");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"noexec", "full", "read-only"})
    void unpacksElsewhereWithoutAWordWhenTheFolderForTemporaryFilesWillNotDo(String kind) throws IOException {
        Finished probe = barred(
                kind,
                false,
                List.of(
                        "probe",
                        nginx().address(),
                        "--hostname",
                        TestPki.HOSTNAME,
                        "--cert",
                        TestPki.get().leaf().certificate().toString(),
                        "--key",
                        TestPki.get().leaf().key().toString()));

        assertThat(probe.exitCode()).as(probe.transcript()).isZero();
        assertThat(probe.stdout()).contains("REQUIRED");
        assertThat(probe.stderr()).isEmpty();
    }

    @Test
    void whatThePrintedAdviceSaysWorks() throws IOException {
        Path good = Files.createDirectories(home.resolve("good"));

        Finished probe = Command.of(new BarredFolders(home, BarredFolders.NOEXEC, true)
                        .words("probe", nginx().address(), "--hostname", TestPki.HOSTNAME))
                .with(Map.of("FOLDER", good.toString()))
                .within(SOON)
                .run();

        assertThat(probe.stdout()).as(probe.transcript()).contains("No required SSL certificate was sent");
    }

    /** Clients that take every descriptor in the first second must not keep the native code from being loaded. */
    @Test
    void judgesOriginsAfterClientsHadTakenEveryDescriptorAtTheStart() throws IOException {
        int port = FreePort.next();
        try (Server nginx = ManyAddresses.nginx(home.resolve("nginx"));
                ManyClients clients = ManyClients.connect(port, 100);
                RunningAgent agent = RunningAgent.start(
                        home.resolve("agent"),
                        ecLeaf() + ManyAddresses.origins(60, 1, nginx.port()) + "probe: {interval: 2s}\n",
                        List.of("sh", "-c", "ulimit -n 110; exec \"$@\"", "sh"),
                        port)) {
            assertThat(Await.until(
                            SOON, () -> clients.connected() > 0 && answers(agent) && agent.count("required") == 60))
                    .as(agent.log())
                    .isTrue();
            assertThat(agent.log()).doesNotContain("UnsatisfiedLinkError", "a bug in originpull");
        }
    }

    /** Fewer than a Java runtime needs, just enough, and more. */
    @ParameterizedTest
    @ValueSource(ints = {16, 40, 63, 64, 72, 96})
    void reportsTooFewDescriptorsAsItsOwnLack(int limit) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", "ulimit -n " + limit + "; exec \"$@\"", "sh"));
        words.add(Distribution.built().program().toString());
        words.addAll(List.of("probe", nginx().address(), "--hostname", TestPki.HOSTNAME));

        Finished probe = Command.of(words).within(SOON).run();

        assertThat(probe.stderr()).as(probe.transcript()).doesNotContain("bug", "Exception");
        assertThat(probe.stdout()).as(probe.transcript()).doesNotContain("UNREACHABLE");
        if (limit < 64) {
            assertThat(probe.exitCode()).as(probe.transcript()).isEqualTo(2);
            assertThat(probe.stderr()).contains("ulimit -n").hasLineCount(1);
        } else {
            assertThat(probe.exitCode()).as(probe.transcript()).isIn(2, 3);
        }
    }

    private static boolean answers(RunningAgent agent) {
        try {
            return agent.get("/-/healthy").status() == 200;
        } catch (UncheckedIOException noDescriptor) {
            return false;
        }
    }

    /** A container without a network has no hardware address, or no interface at all, and nothing to be warned of. */
    @ParameterizedTest
    @ValueSource(strings = {"ip link set lo up", "true"})
    void saysNothingOfAHostThatHasNoHardwareAddress(String before) {
        Command unshared = Command.of("unshare", "--net", "sh", "-c", before);
        if (!"root".equals(System.getProperty("user.name")) || unshared.run().exitCode() != 0) {
            throw Program.skip("only root can make a network namespace, and `ip` has to be there");
        }
        List<String> words = new ArrayList<>(List.of("unshare", "--net", "sh", "-c", before + "; exec \"$@\"", "sh"));
        words.add(Distribution.built().program().toString());
        words.addAll(List.of("probe", "127.0.0.1:9", "--hostname", TestPki.HOSTNAME, "--timeout", "2s"));

        Finished probe = Command.of(words).within(SOON).run();

        assertThat(probe.stdout()).contains(TestPki.HOSTNAME);
        assertThat(probe.stderr()).isEmpty();
    }

    private Finished barred(String kind, boolean all, List<String> command) throws IOException {
        String barrier = switch (kind) {
            case "noexec" -> BarredFolders.NOEXEC;
            case "full" -> BarredFolders.FULL;
            default -> BarredFolders.READ_ONLY;
        };
        List<String> words = new BarredFolders(home, barrier, all).words(command.toArray(String[]::new));
        return Command.of(words).within(SOON).run();
    }

    private Path configuration() throws IOException {
        return Files.writeString(home.resolve("originpull.yaml"), leaf() + origin(nginx().address()));
    }

    private static Server nginx() {
        return ORIGINS.get(
                homes.resolve("nginx"),
                place -> Nginx.start(
                        place,
                        "ssl_client_certificate " + TestPki.get().ca() + "; ssl_verify_client on;\n"
                                + Nginx.ANSWER_200));
    }
}
