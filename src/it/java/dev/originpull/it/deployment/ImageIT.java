package dev.originpull.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.originpull.it.client.Distribution;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Await;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Daemon;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image: built by buildah from the distribution and the JDK of this build, and run in changed roots. What is not tried here are
 * the Dockerfile's steps that install a JDK and compile; they are passed over by its arguments.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageIT {
    private static final Path PLACE = Checkout.ROOT.resolve("src/it/target/image");
    private static final Duration STOP = Duration.ofSeconds(10);
    /** What originpull and its Java runtime may take on top of Debian, in MiB: a little more than src/docs/running.md says. */
    private static final long LARGEST = 115;

    private Buildah buildah = new Buildah(new Program("buildah", Path.of("buildah")), PLACE.resolve("store"));
    private String container = "";
    private Path root = Path.of("");

    @TempDir
    Path directory;

    @BeforeAll
    void build() throws IOException {
        Program builder = needed("buildah");
        Program debootstrap = needed("debootstrap");
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "The image is built by root only: chroot needs it");
        Path javaHome = Path.of(System.getProperty("java.home"));
        Path archive = DebianBase.archive(debootstrap, PLACE.resolve("debian"));
        String prebuilt =
                Checkout.ROOT.relativize(Distribution.built().directory()).toString();

        buildah = new Buildah(builder, PLACE.resolve("store"));
        // Of a run that was cut off.
        remove();
        Files.createDirectories(buildah.store());
        Path context = Files.createDirectories(PLACE.resolve("context"));
        Files.createLink(context.resolve("debian.tar"), archive);
        buildah.build("debian", dockerfile(context, "FROM scratch\nADD debian.tar /\n"), context, List.of());
        Path empty = Files.createDirectories(context.resolve("empty"));
        String path = "FROM localhost/debian\nENV PATH=" + javaHome + "/bin:/usr/sbin:/usr/bin:/sbin:/bin\n";
        buildah.build("jdk", dockerfile(context, path), empty, List.of());
        List<String> options = new ArrayList<>(List.of(
                "--build-arg",
                "DEBIAN=localhost/debian",
                "--build-arg",
                "JDK=localhost/jdk",
                "--build-arg",
                "PREBUILT=" + prebuilt));
        for (Path borrowed : borrowed(javaHome)) {
            options.addAll(List.of("--volume", borrowed + ":" + borrowed + ":ro"));
        }
        buildah.build("originpull", Checkout.DOCKER.resolve("Dockerfile"), Checkout.ROOT, options);
        container = buildah.from("originpull");
        root = buildah.mount(container);
    }

    /** A builder that may be missing even on a build server: it needs rights that few have. */
    private static Program needed(String name) {
        return Program.find(name)
                .orElseGet(() -> Assumptions.abort(name + " is not installed: the image is not built and not run"));
    }

    private static Path dockerfile(Path context, String text) throws IOException {
        return Files.writeString(context.resolve("Dockerfile"), text);
    }

    /** The JDK, and where Debian's keeps its configuration: its files are links to there. */
    private static List<Path> borrowed(Path javaHome) throws IOException {
        List<Path> borrowed = new ArrayList<>(List.of(javaHome));
        try (Stream<Path> folders = Files.list(Path.of("/etc"))) {
            folders.filter(folder -> folder.getFileName().toString().matches("java-\\d+-openjdk"))
                    .forEach(borrowed::add);
        }
        return borrowed;
    }

    @AfterAll
    void remove() {
        if (Files.exists(buildah.store())) {
            buildah.close();
        }
        Command.of("rm", "-rf", PLACE.resolve("context").toString()).succeed();
    }

    @Test
    void saysItsVersion() {
        assertThat(buildah.in(container, "/opt/originpull/bin/originpull", "--version")
                        .stdout())
                .startsWith("originpull ")
                .contains("BoringSSL");
    }

    @Test
    void isNobodyWhoMayWriteMuch() {
        String writable =
                "find / -xdev \\( -path /proc -o -path /dev -o -path /sys \\) -prune -o -writable \\( -type d -o -type f \\) -print";
        assertThat(buildah.in(container, "id", "-u").stdout().strip()).isEqualTo("9820");
        assertThat(buildah.in(container, "sh", "-c", writable + " 2>/dev/null || true")
                        .stdout()
                        .lines())
                .contains("/var/lib/originpull")
                .isSubsetOf("/tmp", "/var/tmp", "/run/lock", "/var/lib/originpull");
    }

    /** The Java runtime refuses an archive whose files have another time or order; the launcher would pass over it in silence. */
    @Test
    void startsFromTheArchiveThatItWasBuiltWith() {
        Finished finished = buildah.in(
                container,
                "sh",
                "-c",
                "exec /opt/java/bin/java -XX:+UseSerialGC -XX:-UsePerfData -Xshare:on -XX:SharedArchiveFile=\"$(ls /opt/originpull/lib/*.jsa)\" "
                        + "-cp '/opt/originpull/lib/*' dev.originpull.agent.cli.Main --version");

        assertThat(finished.stdout()).startsWith("originpull ");
    }

    @Test
    void holdsEveryModuleThatIsUsed() throws IOException {
        Path lib = Distribution.built().directory().resolve("lib");
        List<String> words = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/jdeps",
                "--multi-release",
                "17",
                "--ignore-missing-deps",
                "-q",
                "--print-module-deps",
                "--class-path",
                lib + "/*"));
        try (Stream<Path> jars = Files.list(lib)) {
            jars.map(Path::toString)
                    .filter(jar -> jar.matches(".*/(agent|configgen|freemarker|logback-core)-[^/]*\\.jar"))
                    .forEach(words::add);
        }
        Set<String> held = buildah.in(container, "/opt/java/bin/java", "-XX:-UsePerfData", "--list-modules")
                .stdout()
                .lines()
                .map(line -> line.replaceFirst("@.*", ""))
                .collect(Collectors.toSet());

        assertThat(held)
                .contains(Command.of(words)
                        .within(Duration.ofMinutes(2))
                        .succeed()
                        .stdout()
                        .strip()
                        .split(","))
                .contains("jdk.crypto.ec");
    }

    @Test
    void tellsTheEngineHowToRunIt() throws IOException {
        JsonNode docker =
                new ObjectMapper().readTree(buildah.inspect("originpull")).at("/Docker/config");

        assertThat(docker.path("User").asText()).isEqualTo("9820:9820");
        assertThat(Checkout.texts(docker.path("Entrypoint"))).containsExactly("/opt/originpull/bin/originpull");
        assertThat(Checkout.texts(docker.path("Cmd"))).startsWith("serve").contains("0.0.0.0:9820");
        assertThat(Checkout.texts(docker.at("/Healthcheck/Test")))
                .containsExactly("CMD", "/opt/originpull/bin/healthcheck");
        assertThat(docker.path("Volumes").has("/var/lib/originpull")).isTrue();
        assertThat(docker.path("ExposedPorts").has("9820/tcp")).isTrue();
    }

    @Test
    void isSmall() {
        long mebibytes =
                Long.parseLong(Command.of("du", "-sm", root.resolve("opt").toString())
                        .succeed()
                        .stdout()
                        .split("\\s", 2)[0]);

        assertThat(mebibytes).isBetween(50L, LARGEST);
        assertThat(root.resolve("src")).doesNotExist();
    }

    @Test
    void worksWhereNothingCanBeWritten() throws IOException {
        Finished demo = Command.of(readOnly().command("originpull", "demo"))
                .within(Duration.ofMinutes(1))
                .run();

        assertThat(demo.exitCode()).as(demo.transcript()).isZero();
        assertThat(demo.stdout()).contains("OPTIONAL", "REQUIRED", "OFF", "REQUIRED-ANY");
        assertThat(demo.stderr()).isEmpty();
    }

    @Test
    void servesWhereNothingCanBeWritten() throws IOException {
        int port = FreePort.next();
        ReadOnlyRoot readOnly = readOnly();
        Command healthcheck = Command.of(readOnly.command(
                "env", "ORIGINPULL_HEALTH_ADDRESS=127.0.0.1:" + port, "/opt/originpull/bin/healthcheck"));
        List<String> serve = readOnly.command("originpull", "serve", "--listen", "127.0.0.1:" + port);
        Path home = Files.createDirectories(directory.resolve("home"));

        assertThat(healthcheck.run().exitCode()).isEqualTo(1);
        try (Daemon agent = Daemon.start(serve, Map.of(), home, port)) {
            assertThat(agent).isNotNull();
            Finished healthy = healthcheck.run();
            assertThat(healthy.exitCode()).as(healthy.transcript()).isZero();
        }
        assertThat(healthcheck.run().exitCode()).isEqualTo(1);
        Path log = home.resolve("output.log");
        assertThat(Await.until(STOP, () -> Checkout.text(log).contains("SIGTERM")))
                .as(Checkout.text(log))
                .isTrue();
    }

    private ReadOnlyRoot readOnly() throws IOException {
        Path configuration = Files.createDirectories(directory.resolve("etc"));
        TestPki pki = TestPki.get();
        Files.copy(pki.leaf().certificate(), configuration.resolve("leaf.pem"));
        Files.copy(pki.leaf().key(), configuration.resolve("leaf.key"));
        Files.writeString(configuration.resolve("originpull.yaml"), """
                identity: {certificate: leaf.pem, private-key: leaf.key}
                origins:
                  - {hostname: app.example.test, addresses: ["127.0.0.1:1"], expect: required}
                state-file: /var/lib/originpull/state.json
                """);
        // The image's user is nobody's here.
        Command.of("chown", "-R", "9820:9820", configuration.toString()).succeed();
        ReadOnlyRoot readOnly = new ReadOnlyRoot(root, configuration);
        Finished finished = Command.of(readOnly.command("true")).run();
        Assumptions.assumeTrue(finished.exitCode() == 0, "No mounts may be made here: " + finished.transcript());
        return readOnly;
    }
}
