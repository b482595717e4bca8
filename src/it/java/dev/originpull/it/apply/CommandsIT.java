package dev.originpull.it.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.originpull.configgen.run.ProcessRunner;
import dev.originpull.configgen.run.Ran;
import dev.originpull.it.client.Distribution;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Await;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import dev.originpull.it.server.OpenToAll;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands on a host, as its administrator runs them. */
class CommandsIT {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path home;

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void goesToRequiredAndBack(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Map<String, String> before = host.userFiles();
            Applying outside = Applying.to(host);

            Finished refused = run(host, "enforce", TestPki.HOSTNAME);
            assertThat(refused.exitCode()).as("%s", refused).isEqualTo(4);
            assertThat(refused.stdout()).contains("✗ gate leaf-accepted", "refused, and nothing was changed");
            assertThat(host.userFiles()).isEqualTo(before);

            Finished dry = run(host, "apply", TestPki.HOSTNAME, "--stage", "optional", "--dry-run");
            assertThat(dry.exitCode()).as("%s", dry).isZero();
            assertThat(dry.stdout()).contains("+++ " + host.site(), "nothing was changed");
            assertThat(host.userFiles()).isEqualTo(before);

            Finished applied = run(host, "apply", TestPki.HOSTNAME, "--stage", "optional");
            assertThat(applied.exitCode()).as("%s", applied).isZero();
            assertThat(outside.mode(TestPki.HOSTNAME)).isEqualTo("optional");

            Finished enforced = run(host, "enforce", TestPki.HOSTNAME);
            assertThat(enforced.exitCode()).as("%s", enforced).isZero();
            assertThat(enforced.stdout())
                    .contains(
                            "✓ gate leaf-accepted",
                            "✓ gate certificates-good",
                            "✓ gate trusted-cas",
                            "! gate own-block",
                            "applied and verified");
            assertThat(enforced.stdout().replaceAll("\\s+", " ")).contains("is the default of its address: names that");
            assertThat(outside.mode(TestPki.HOSTNAME)).isEqualTo("required");
            assertThat(outside.mode(Host.BYSTANDER)).isEqualTo("off");

            Finished status = run(host, "status", "-o", "json");
            assertThat(status.exitCode()).as("%s", status).isZero();
            JsonNode told = JSON.readTree(status.stdout());
            assertThat(told.toString()).contains("\"required\"", TestPki.HOSTNAME, "optional");

            FileTime written = Files.getLastModifiedTime(host.site());
            Files.setLastModifiedTime(host.site(), FileTime.from(Instant.now().plusSeconds(600)));
            Finished drifted = run(host, "status", TestPki.HOSTNAME);
            assertThat(drifted.exitCode()).as("%s", drifted).isEqualTo(1);
            assertThat(drifted.stdout()).contains(host.site() + " was written after the server last read");
            Files.setLastModifiedTime(host.site(), written);

            assertThat(run(host, "rollback", TestPki.HOSTNAME).exitCode()).isZero();
            assertThat(outside.mode(TestPki.HOSTNAME)).isEqualTo("optional");
            Finished quiet = run(host, "rollback", "--quiet");
            assertThat(quiet.exitCode()).isZero();
            assertThat(quiet.stdout().lines().findFirst())
                    .hasValueSatisfying(line -> assertThat(line).startsWith("rollback: rolled back"));
            assertThat(outside.mode(TestPki.HOSTNAME)).isEqualTo("off");
            assertThat(host.userFiles()).as("to the byte").isEqualTo(before);
        }
    }

    /** What is in the block changes with the hostname; what is in a file's name must not reach a terminal. */
    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void refusesABlockOfFurtherNamesAndShowsTheConfigurationsWordsUnarmed(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            String names = kind == Host.Kind.NGINX ? " more.example.test;" : "\n  ServerAlias more.example.test\n";
            Path hostile = home.resolve("sites").resolve("app\u001B[2J\u202E.conf");
            Files.writeString(
                    hostile,
                    Files.readString(host.site())
                            .replaceFirst("(?m)( \\Q" + TestPki.HOSTNAME + "\\E);?$", "$1" + names));
            Files.delete(host.site());
            assertThat(host.program(new ProcessRunner()).reload()).matches(Ran::succeeded, "reloads");

            for (String output : List.of("text", "json")) {
                Finished refused = run(host, "apply", TestPki.HOSTNAME, "--stage", "optional", "-o", output);
                assertThat(refused.exitCode()).as("%s", refused).isEqualTo(4);
                assertThat(refused.stdout().replaceAll("\\s+", " "))
                        .contains("also serves more.example.test, which would change with it")
                        .doesNotContain("\u001B", "\\u001b", "\\u001B", "\u202E");
                assertThat(refused.stderr()).doesNotContain("\u001B", "\u202E");
            }
            Finished undecidable = run(host, "apply", "more.example.test", "--stage", "optional");
            assertThat(undecidable.stderr()).doesNotContain("\u001B", "\u202E");

            Finished forced =
                    run(host, "apply", TestPki.HOSTNAME, "--stage", "optional", "--force", "own-block", "--dry-run");
            assertThat(forced.exitCode()).as("%s", forced).isZero();
            assertThat(forced.stdout()).doesNotContain("\u001B", "\u202E").contains("(opened by --force)");
        }
    }

    /** The guard takes back what a killed process left, or one that hangs, without anybody's next command. */
    @ParameterizedTest
    @CsvSource({"NGINX, KILL", "APACHE, STOP"})
    void theGuardTakesBackWhatAProcessLeft(Host.Kind kind, String signal) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Map<String, String> before = host.userFiles();
            Path pending = host.folders().state().resolve("pending");
            Process process = new ProcessBuilder(words(host, "apply", TestPki.HOSTNAME, "--stage", "optional"))
                    .redirectOutput(new File("/dev/null"))
                    .redirectError(new File("/dev/null"))
                    .start();
            boolean written = Await.until(
                    Duration.ofSeconds(60),
                    () -> Files.exists(pending) && Files.exists(host.folders().fragment(Applying.HOSTNAME)));
            Command.of("kill", "-" + signal, Long.toString(process.pid())).succeed();
            assertThat(written).isTrue();
            assertThat(pending).exists();

            assertThat(Await.until(Duration.ofMinutes(2), () -> !Files.exists(pending)))
                    .as("the guard came")
                    .isTrue();
            assertThat(process.waitFor()).as("killed").isEqualTo(KilledApply.KILLED);

            assertThat(host.userFiles()).isEqualTo(before);
            assertThat(host.lives()).isTrue();
            assertThat(Applying.to(host).mode(TestPki.HOSTNAME)).isEqualTo("off");
        }
    }

    @Test
    void saysWhatIsWrongInOneLineAndTouchesNothing() throws Exception {
        try (Host host = Host.start(Host.Kind.NGINX, home)) {
            Map<String, String> before = host.userFiles();

            oneLine(run(host, "apply", "ap.example.test", "--stage", "optional"), 2, "did you mean app.example.test?");
            oneLine(run(host, "apply", TestPki.HOSTNAME, "--stage", "on"), 2, "'on' is no stage");
            configure(host, "kind: nginy, config: " + host.config());
            oneLine(runAsConfigured("apply", TestPki.HOSTNAME, "--stage", "optional"), 2, "did you mean nginx?");
            configure(host, "kind: lighttpd, config: " + host.config());
            oneLine(runAsConfigured("apply", TestPki.HOSTNAME, "--stage", "observe"), 2, "lighttpd");
            configure(host, "kind: nginx, config: /nowhere/nginx.conf");
            oneLine(runAsConfigured("apply", TestPki.HOSTNAME, "--stage", "optional"), 2, "/nowhere/nginx.conf");
            configure(host, "kind: nginx, config: " + host.config() + ", program: [/nowhere/nginx]");
            oneLine(runAsConfigured("apply", TestPki.HOSTNAME, "--stage", "optional"), 2, "/nowhere/nginx");
            configure(host, "kind: nginx, config: " + host.config() + ", state: /proc/originpull");
            Finished unwritable = runAsConfigured("apply", TestPki.HOSTNAME, "--stage", "optional");
            assertThat(unwritable.exitCode()).as("%s", unwritable).isEqualTo(4);
            assertThat(unwritable.stdout() + unwritable.stderr()).contains("/proc");

            assertThat(host.userFiles()).isEqualTo(before);
        }
    }

    /** Somebody who has folders and certificates of his own, and may neither edit the server's files nor reload it. */
    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void whoMayNotReloadChangesNothing(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            OpenToAll.upTo(home);
            Map<String, String> before = host.userFiles();
            Path own = Files.createDirectory(home.resolve("own"));
            Path program = own.resolve("originpull");
            Command.of("cp", "-r", Distribution.built().directory().toString(), program.toString())
                    .succeed();
            Identity leaf = TestPki.get().leaf();
            configure(host, server(host));
            String config = Files.readString(home.resolve("originpull.yaml"));
            for (Path file :
                    List.of(leaf.certificate(), leaf.key(), TestPki.get().ca())) {
                Path copy = Files.copy(file, own.resolve(file.getFileName()));
                config = config.replace(file.toString(), copy.toString());
            }
            Path configured = Files.writeString(own.resolve("originpull.yaml"), config);
            Files.createDirectories(home.resolve("fragments"));
            Files.createDirectories(host.folders().state());
            for (Path each :
                    List.of(own, home.resolve("fragments"), host.folders().state())) {
                Command.of("chown", "-R", "nobody:nogroup", each.toString()).succeed();
            }

            Finished refused = Command.of(
                            "setpriv",
                            "--reuid=nobody",
                            "--regid=nogroup",
                            "--clear-groups",
                            program.resolve("bin/originpull").toString(),
                            "apply",
                            TestPki.HOSTNAME,
                            "--stage",
                            "optional",
                            "--config",
                            configured.toString())
                    .run();

            assertThat(refused.exitCode()).as("%s", refused).isIn(2, 4);
            assertThat(refused.stdout() + refused.stderr()).as("%s", refused).contains("root");
            assertThat(host.userFiles()).isEqualTo(before);
            assertThat(host.lives()).isTrue();
            assertThat(Applying.to(host).mode(TestPki.HOSTNAME)).isEqualTo("off");
        }
    }

    @Test
    void refusesAnAddressThatIsAnotherServers() throws Exception {
        try (Host host = Host.start(Host.Kind.NGINX, home)) {
            Map<String, String> before = host.userFiles();
            configure(host, server(host));
            Path config = home.resolve("originpull.yaml");
            Files.writeString(config, Files.readString(config).replace("127.0.0.1:" + host.port(), "192.0.2.1:1"));

            oneLine(
                    runAsConfigured("apply", TestPki.HOSTNAME, "--stage", "optional"),
                    2,
                    "192.0.2.1:1 is not this server");

            assertThat(host.userFiles()).isEqualTo(before);
        }
    }

    private static void oneLine(Finished finished, int exit, String said) {
        assertThat(finished.exitCode()).as("%s", finished).isEqualTo(exit);
        assertThat(finished.stderr().lines().filter(line -> !line.isBlank()))
                .as("%s", finished)
                .hasSize(1);
        assertThat(finished.stderr()).contains(said).doesNotContain("Exception", "\tat ");
    }

    private Finished run(Host host, String... arguments) throws IOException {
        configure(host, server(host));
        return runAsConfigured(arguments);
    }

    private Finished runAsConfigured(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--config", home.resolve("originpull.yaml").toString()));
        return Distribution.built()
                .command(words.toArray(String[]::new))
                .with(Map.of("LC_ALL", "C.UTF-8"))
                .run();
    }

    private List<String> words(Host host, String... arguments) throws IOException {
        configure(host, server(host) + ", guard: 30s");
        List<String> words =
                new ArrayList<>(List.of(Distribution.built().program().toString()));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--config", home.resolve("originpull.yaml").toString()));
        return words;
    }

    private static String server(Host host) {
        return "kind: %s, config: %s, fragments: %s, state: %s, program: [%s]"
                .formatted(
                        host.kind().word(),
                        host.config(),
                        host.home().resolve("fragments"),
                        host.folders().state(),
                        host.kind().program(host.config()).stream().collect(Collectors.joining(", ")));
    }

    private void configure(Host host, String server) throws IOException {
        Identity leaf = TestPki.get().leaf();
        Files.writeString(home.resolve("originpull.yaml"), """
                identity: {certificate: %s, private-key: %s, ca: %s}
                origins:
                  - hostname: %s
                    addresses: ["127.0.0.1:%d", "[::1]:%d"]
                server: {%s}
                """.formatted(
                        leaf.certificate(),
                        leaf.key(),
                        TestPki.get().ca(),
                        TestPki.HOSTNAME,
                        host.port(),
                        host.port(),
                        server));
    }
}
