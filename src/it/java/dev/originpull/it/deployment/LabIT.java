package dev.originpull.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Distribution;
import dev.originpull.it.client.Originpull;
import dev.originpull.it.client.Report;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Daemon;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.process.Program;
import dev.originpull.it.server.OpenToAll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lab without its containers: the servers' configurations run in Debian's servers, with the certificates that the lab makes. */
class LabIT {
    private static final Path LAB = Checkout.DOCKER.resolve("lab");
    private static final String MADE_BY = "# Regenerate with: originpull ";

    @TempDir
    Path home;

    static Stream<LabServer> servers() {
        return LabServer.all().stream();
    }

    @Test
    void hasAServerOfEachKind() {
        assertThat(servers())
                .extracting(LabServer::name)
                .containsExactly("nginx-optional", "nginx-required", "apache", "haproxy", "caddy");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void doesWhatItsLabelSays(LabServer server) throws IOException {
        Program program = Program.require(server.program());
        Path leaf = Files.createDirectories(home.resolve("leaf"));
        Path own = Files.createDirectories(home.resolve("server"));
        certificates("leaf", leaf);
        certificates("server-certificate", own);
        int port = FreePort.next();
        server.install(home, port);
        Map<String, String> places =
                Map.of("HOME", home.toString(), "XDG_DATA_HOME", home.toString(), "XDG_CONFIG_HOME", home.toString());

        try (Daemon daemon = Daemon.start(asNobody(server.command(program.path(), home)), places, home, port)) {
            assertThat(daemon).isNotNull();
            Report report = Originpull.probe(
                    "127.0.0.1:" + port,
                    server.hostname(),
                    Optional.of(new Identity(leaf.resolve("leaf.pem"), leaf.resolve("leaf.key"))),
                    "--expect",
                    server.mode());
            assertThat(report.mode()).as("%s", report).isEqualTo(server.mode());
            assertThat(report.exitCode()).as("%s", report).isZero();
        }
    }

    /** Runs what the compose file's service runs, twice as at the second start of the lab. */
    private static void certificates(String service, Path folder) {
        String script = ComposeIT.services()
                .filter(each -> each.name().equals(service))
                .map(each -> each.json().at("/command/0").asText())
                .findFirst()
                .orElseThrow()
                .replace("/lab/server", ".");
        String path = Distribution.built().program().getParent() + ":" + System.getenv("PATH");
        Command run = Command.of("sh", "-ec", script)
                .in(folder)
                .with(Map.of("PATH", path))
                .within(Duration.ofMinutes(1));
        run.succeed();
        run.succeed();
    }

    /** The lab's servers have users of their own; as root they would need rights that they do not have there. */
    private List<String> asNobody(List<String> command) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        OpenToAll.upTo(home);
        Command.of("chmod", "777", home.toString()).succeed();
        List<String> words = new ArrayList<>(List.of(
                Program.require("setpriv").path().toString(), "--reuid=65534", "--regid=65534", "--clear-groups"));
        words.addAll(command);
        return words;
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx-optional.conf", "nginx-required.conf", "apache-required.conf"})
    void isWhatTheGeneratorWrites(String name) throws IOException {
        List<String> lines = Files.readAllLines(LAB.resolve(name));
        String command = lines.stream()
                .filter(line -> line.startsWith(MADE_BY))
                .findFirst()
                .orElseThrow()
                .substring(MADE_BY.length());

        Finished generated = Originpull.run(command.split(" "));

        // The first line names the version.
        assertThat(generated.stdout().lines().skip(1)).containsExactlyElementsOf(lines.subList(1, lines.size()));
    }

    @Test
    void theAgentTakesItsConfiguration() throws IOException {
        certificates("leaf", home);
        Path file = Files.writeString(
                home.resolve("originpull.yaml"),
                Checkout.text(LAB.resolve("originpull.yaml")).replace("/lab/leaf/", ""));

        Finished checked = Originpull.run("config", "check", "--config", file.toString());

        assertThat(checked.exitCode()).as(checked.transcript()).isZero();
    }
}
