package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.deployment.Checkout;
import dev.originpull.it.process.Await;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.Program;
import dev.originpull.it.server.OpenToAll;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher of a checkout, with a stand-in for Maven: what it prints while it builds, and when it cannot. */
class CheckoutIT {
    /** Leaves a program behind that prints its arguments. */
    private static final String BUILDS = """
            echo '[INFO] Building originpull agent 1.0 [3/3]'
            echo '[INFO] --- compiler:3.14.1:compile (default-compile) @ agent ---'
            mkdir -p agent/target/originpull/bin
            printf '#!/bin/sh\\necho ran "$@"\\n' >agent/target/originpull/bin/originpull
            chmod +x agent/target/originpull/bin/originpull
            """;

    @TempDir
    Path checkout;

    @BeforeEach
    void copy() throws IOException {
        Files.copy(Checkout.ROOT.resolve("originpull"), checkout.resolve("originpull"));
        for (String folder : List.of("agent/src/main", "configgen/src/main", "templates", "src/docs", ".mvn")) {
            Files.createDirectories(checkout.resolve(folder));
        }
        for (String file : List.of(
                "pom.xml",
                "agent/pom.xml",
                "configgen/pom.xml",
                "agent/src/distribution",
                "src/docs/originpull.schema.json",
                "src/docs/originpull.example.yaml")) {
            Files.createFile(checkout.resolve(file));
        }
    }

    @Test
    void showsWhatIsBeingBuiltAndBuildsOnce() throws IOException {
        maven(BUILDS);

        Finished first = originpull("demo").run();
        Finished second = originpull("probe", "a b").run();

        assertThat(first).isEqualTo(new Finished(0, "ran demo\n", """
                        originpull: building (the first time takes some minutes and downloads about 140 MB)
                          originpull agent .
                        """));
        assertThat(second).isEqualTo(new Finished(0, "ran probe a b\n", ""));
    }

    @Test
    void isSilentIfAskedTo() throws IOException {
        maven(BUILDS);

        assertThat(originpull("-q", "demo").run().stderr()).isEmpty();
    }

    /** What Maven and its wrapper print in each case was taken from real failures. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider | javax.net.ssl.trustStore",
                "curl: (60) SSL certificate problem: unable to get local issuer certificate | javax.net.ssl.trustStore",
                "java.security.InvalidAlgorithmParameterException: the trustAnchors parameter must be non-empty | trustStore",
                "Exception in thread \"main\" java.net.UnknownHostException: repo.maven.apache.org | https.proxyHost",
                "wget: unable to resolve host address 'repo.maven.apache.org' | https.proxyHost",
                "Connect to 127.0.0.1:9 [/127.0.0.1] failed: Connection refused (Connection refused) | https.proxyHost",
                "status code: 407, reason phrase: Proxy Authentication Required (407) | settings.xml",
                "java.io.IOException: No space left on device | no space left",
            })
    void namesTheCauseInOneLine(String output, String advice) throws IOException {
        maven("cat <<'END'\n[INFO] Building x 1 [1/1]\n" + output + "\n\tat java.base/x.y(Z.java:1)\nEND\nexit 1\n");

        Finished failed = originpull("demo").run();

        assertThat(failed.exitCode()).as(failed.transcript()).isEqualTo(2);
        assertThat(failed.errorLines()).hasSize(3).last().asString().startsWith("originpull: the build failed: ");
        assertThat(failed.stderr()).contains(advice, "agent/target/build.log").doesNotContain("\tat ", "JDK of 17");
        assertThat(Files.readString(checkout.resolve("agent/target/build.log"))).contains(output);
    }

    @Test
    void showsTheErrorsOfABuildThatFailsOtherwise() throws IOException {
        maven("echo '[INFO] fine'; echo '[ERROR] /x/Y.java:[3,1] cannot find symbol'; exit 1\n");

        Finished failed = originpull("demo").run();

        assertThat(failed.exitCode()).isEqualTo(70);
        assertThat(failed.stderr()).contains("Y.java:[3,1] cannot find symbol").doesNotContain("[INFO] fine");
    }

    @Test
    void saysThatItWaitsForAnotherBuild() throws Exception {
        maven(BUILDS);
        Path output = checkout.resolve("output");
        Process holder = new ProcessBuilder(
                        Program.require("flock").path().toString(),
                        checkout.resolve(".mvn/.building").toString(),
                        "cat")
                .start();
        assertThat(Await.until(Duration.ofSeconds(20), () -> Files.exists(checkout.resolve(".mvn/.building"))))
                .isTrue();
        Process waiting = new ProcessBuilder(originpull("demo").words())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        try {
            assertThat(Await.until(Duration.ofSeconds(20), () -> text(output).contains("another build")))
                    .as(text(output))
                    .isTrue();
            assertThat(text(output)).doesNotContain("ran demo");
        } finally {
            holder.getOutputStream().close();
            assertThat(waiting.waitFor()).isZero();
            assertThat(holder.waitFor()).isZero();
        }
        assertThat(text(output)).hasLineCount(4).endsWith("ran demo\n");
    }

    @Test
    void namesTheFileThatTheUserMayNotWrite() throws IOException {
        maven("echo not reached; exit 1\n");
        Files.createDirectories(checkout.resolve("configgen/target/classes"));
        Command.of("chmod", "-R", "a+rwX", checkout.toString()).succeed();
        Path foreign = checkout.resolve("configgen/target/classes");
        Command.of("chmod", "555", foreign.toString()).succeed();
        OpenToAll.upTo(checkout);

        Finished failed = Unprivileged.of(originpull("demo")).run();

        assertThat(failed.exitCode()).as(failed.transcript()).isEqualTo(2);
        assertThat(failed.errorLines()).hasSize(1);
        assertThat(failed.stderr()).contains("no permission to write " + foreign, "chown");
        Command.of("chmod", "755", foreign.toString()).succeed();
    }

    @Test
    void needsNeitherJavaNorToolsToSayThatTheyAreMissing() throws IOException {
        maven(BUILDS);
        List<String> words = new ArrayList<>(List.of("/bin/sh"));
        words.addAll(originpull("demo").words());

        Finished failed = Command.of(words)
                .with(Map.of("PATH", "/nonexistent", "JAVA_HOME", ""))
                .run();

        assertThat(failed.exitCode()).isEqualTo(2);
        assertThat(failed.errorLines()).hasSize(1);
        assertThat(failed.stderr()).contains("JDK of 17 or later");
    }

    private void maven(String script) throws IOException {
        Path wrapper = checkout.resolve("mvnw");
        Files.writeString(wrapper, "#!/bin/sh\n" + script);
        Command.of("chmod", "+x", wrapper.toString()).succeed();
    }

    private Command originpull(String... arguments) {
        List<String> words =
                new ArrayList<>(List.of(checkout.resolve("originpull").toString()));
        words.addAll(List.of(arguments));
        return Command.of(words);
    }

    private static String text(Path file) {
        return Files.exists(file) ? Checkout.text(file) : "";
    }
}
