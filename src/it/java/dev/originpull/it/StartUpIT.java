package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Distribution;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The archive, unpacked somewhere else: everything in it works, on each Java runtime that is here. */
class StartUpIT {
    private static final Path RUNTIMES = Path.of("/usr/lib/jvm");

    @TempDir
    Path directory;

    /** The runtime of this build, and Java 25 where it is installed. */
    static Stream<String> runtimes() throws IOException {
        return Stream.concat(
                Stream.of(System.getProperty("java.home")),
                Stream.of(runtime25().orElse("Java 25")));
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    void worksFromAFreshCopy(String javaHome) throws IOException {
        if (!Files.isDirectory(Path.of(javaHome))) {
            throw Program.skip(javaHome + " is not installed");
        }
        Distribution fresh = unpack();
        // The first start with a runtime prepares for it, and says so.
        fresh.command("--version").with(Map.of("JAVA_HOME", javaHome)).succeed();

        String version = run(fresh, javaHome, "--version").stdout();
        String list = run(fresh, javaHome, "generate", "--list").stdout();
        String nginx = run(fresh, javaHome, "generate", "nginx", "--stage", "required", "--ca-file", "/ca.pem")
                .stdout();
        String completion = run(fresh, javaHome, "completion").stdout();
        String demo = run(fresh, javaHome, "demo").stdout();

        assertThat(version).startsWith("originpull ");
        assertThat(list).contains("nginx", "apache", "observe");
        assertThat(nginx).contains("ssl_verify_client on;", "ssl_client_certificate /ca.pem;");
        assertThat(completion).contains("probe", "--hostname");
        assertThat(demo).contains("OPTIONAL", "REQUIRED", "OFF", "REQUIRED-ANY");
    }

    private Distribution unpack() throws IOException {
        try (Stream<Path> built = Files.list(Distribution.built().directory().getParent())) {
            Path archive = built.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
            Command.of("tar", "-xzf", archive.toString(), "-C", directory.toString())
                    .succeed();
        }
        try (Stream<Path> unpacked = Files.list(directory)) {
            List<Path> folders = unpacked.toList();
            assertThat(folders)
                    .as("one folder, whatever the archive is unpacked beside")
                    .hasSize(1);
            return new Distribution(folders.get(0));
        }
    }

    private static Finished run(Distribution distribution, String javaHome, String... arguments) {
        Finished finished = distribution
                .command(arguments)
                .with(Map.of("JAVA_HOME", javaHome))
                .run();
        assertThat(finished.exitCode()).as(finished.transcript()).isZero();
        assertThat(finished.stderr()).as(finished.transcript()).isEmpty();
        return finished;
    }

    private static Optional<String> runtime25() throws IOException {
        if (!Files.isDirectory(RUNTIMES)) {
            return Optional.empty();
        }
        try (Stream<Path> runtimes = Files.list(RUNTIMES)) {
            return runtimes.filter(Files::isDirectory)
                    .filter(runtime -> isVersion25(runtime))
                    .map(Path::toString)
                    .findFirst();
        }
    }

    private static boolean isVersion25(Path runtime) {
        try {
            return Files.readString(runtime.resolve("release")).contains("JAVA_VERSION=\"25");
        } catch (IOException noRuntime) {
            return false;
        }
    }
}
