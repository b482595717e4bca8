package dev.originpull.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.demo.Behaviour;
import dev.originpull.agent.demo.Demo;
import dev.originpull.agent.demo.DemoCertificates;
import dev.originpull.agent.demo.DemoFiles;
import dev.originpull.agent.pki.CertificateAuthority;
import dev.originpull.agent.pki.CredentialFiles;
import dev.originpull.agent.pki.KeyType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from a command line to an exit code, against the demo's origins. */
@TestInstance(Lifecycle.PER_CLASS)
class ProbeCommandTest {
    private static final Hostname APP = new Hostname("app.example.com");

    private final DemoCertificates certificates = DemoCertificates.issue(APP, Clock.systemUTC());
    private final Path folder;
    private final DemoFiles files;
    private final Demo demo;

    ProbeCommandTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.files = certificates.write(folder);
        this.demo = Demo.start(APP, certificates);
    }

    @BeforeAll
    void hideTheKey() throws IOException {
        Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-------"));
    }

    @AfterAll
    void stop() {
        demo.close();
    }

    @Test
    void passesAnOriginThatIsAsExpected() {
        Ran ran = probe("--expect", "required", endpoint(Behaviour.REQUIRED));

        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .startsWith(endpoint(Behaviour.REQUIRED) + "  app.example.com  REQUIRED  as expected\n\n  presented")
                .doesNotContain("\u001B");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void failsAnOriginThatIsNot() {
        Ran ran = probe("--expect", "required", endpoint(Behaviour.OPTIONAL), endpoint(Behaviour.REQUIRED));

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        "  OPTIONAL  expected required\n",
                        "critical NOT_ENFORCED",
                        "\n2 origins: 1 as expected, 1 not\n");
    }

    @Test
    void onlyTellsWhereNothingIsExpected() {
        Ran ran = probe(endpoint(Behaviour.REQUIRED));

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).startsWith(endpoint(Behaviour.REQUIRED) + "  app.example.com  REQUIRED\n");
    }

    @Test
    void cannotTellWhereNobodyListens() throws IOException {
        String closed = closedPort();

        assertThat(probe("--expect", "required", closed).exit()).isEqualTo(3);
        Ran worse = probe("--expect", "required", closed, endpoint(Behaviour.REQUIRED), endpoint(Behaviour.OPTIONAL));
        assertThat(worse.exit()).isEqualTo(1);
        assertThat(worse.out()).endsWith("3 origins: 1 as expected, 1 not, 1 undetermined\n");
    }

    @Test
    void probesEveryAddressOfAName() {
        String port = endpoint(Behaviour.REQUIRED).replaceFirst(".*:", "");

        Ran ran = probe("localhost:" + port, "-o", "jsonl");

        assertThat(ran.out()).contains("\"address\":\"127.0.0.1:" + port + "\"");
    }

    @Test
    void readsTargetsAndNeedsNoAddressThen() throws IOException {
        Path targets = folder.resolve("targets.txt");
        Files.writeString(
                targets,
                endpoint(Behaviour.REQUIRED) + " app.example.com required\n" + endpoint(Behaviour.OPTIONAL)
                        + " app.example.com optional\n");

        Ran ran = probe("--targets", targets.toString(), "-o", "json");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).startsWith("{\"version\": 1, \"origins\": [\n").endsWith("}\n]}\n");
        assertThat(ran.out().indexOf("\"mode\":\"required\""))
                .isLessThan(ran.out().indexOf("\"mode\":\"optional\""));
    }

    @Test
    void runsNoGoodLineOfABrokenFile() throws IOException {
        Path targets = folder.resolve("broken.txt");
        Files.writeString(targets, endpoint(Behaviour.REQUIRED) + " app.example.com\n203.0.113.1:0 app.example.com\n");

        Ran ran = probe("--targets", targets.toString());

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .isEqualTo(targets + ":2: '203.0.113.1:0' names port 0: a port is a number of 1 to 65535\noriginpull: "
                        + targets + ": 1 line is wrong: nothing was probed; mend them and run it again\n");
    }

    @Test
    void audits() throws IOException {
        String unusedPort = closedPort().replaceFirst(".*:", "");

        Ran ran = probe("--audit", "--audit-http-port", unusedPort, endpoint(Behaviour.REQUIRED));

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("REQUIRED");
        assertThat(ran.exit()).isLessThan(2);
    }

    @Test
    void speaksTheSameInTurkish() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("tr", "TR"));
            Ran ran = probe("-o", "json", "--expect", "optional", endpoint(Behaviour.OPTIONAL));

            assertThat(ran.exit()).isZero();
            assertThat(ran.out()).contains("\"mode\":\"optional\"", "\"identity\":\"none\"");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void warnsOfAKeyThatOthersCanReadUnlessQuiet() throws IOException {
        Path open = folder.resolve("open.key");
        Files.copy(files.key(), open);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        String[] line = {
            "probe",
            endpoint(Behaviour.REQUIRED),
            "--hostname",
            "app.example.com",
            "--cert",
            files.leaf().toString(),
            "--key",
            open.toString()
        };

        Ran ran = Ran.originpull(line);
        assertThat(ran.exit()).isZero();
        assertThat(ran.err())
                .startsWith("originpull: warning: ")
                .contains("chmod 600")
                .hasLineCount(1);
        String[] quiet = Arrays.copyOf(line, line.length + 1);
        quiet[line.length] = "-q";
        assertThat(Ran.originpull(quiet).err()).isEmpty();
    }

    @Test
    void namesBothSidesOfALeafThatIsNotOfTheCa() throws IOException {
        CertificateAuthority other = CertificateAuthority.create(
                KeyType.P256, CertificateAuthority.commonName("Other CA"), Duration.ofDays(9), Clock.systemUTC());
        Path ca = folder.resolve("other-ca.pem");
        CredentialFiles.writeCertificates(ca, List.of(other.certificate()));

        Ran ran = probe(endpoint(Behaviour.REQUIRED), "--ca", ca.toString());

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .startsWith("originpull: the leaf does not come from this CA: it was issued by ")
                .contains(certificates.ca().getSubjectX500Principal().getName(), "CN=Other CA")
                .hasLineCount(1);
    }

    @Test
    void takesALeafOfTheCa() {
        assertThat(probe(endpoint(Behaviour.REQUIRED), "--ca", files.ca().toString())
                        .exit())
                .isZero();
    }

    @Test
    void refusesSwappedFilesBeforeAnyConnection() {
        Ran ran = Ran.originpull(
                "probe",
                "203.0.113.1",
                "--hostname",
                "app.example.com",
                "--cert",
                files.key().toString(),
                "--key",
                files.leaf().toString());

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("swapped").hasLineCount(1);
    }

    @Test
    void triesNothingAndTheForgedOneWithoutALeaf() {
        Ran ran = Ran.originpull("probe", endpoint(Behaviour.OPTIONAL), "--hostname", "app.example.com", "-o", "jsonl");

        assertThat(ran.out())
                .contains("\"identity\":\"none\"", "\"identity\":\"forged\"", "LEAF_NOT_TESTED")
                .doesNotContain("\"identity\":\"leaf\"");
    }

    private Ran probe(String... args) {
        List<String> line = new ArrayList<>(List.of("probe", "--hostname", "app.example.com", "--cert"));
        line.addAll(List.of(files.leaf().toString(), "--key", files.key().toString()));
        line.addAll(List.of(args));
        return Ran.originpull(line.toArray(String[]::new));
    }

    private String endpoint(Behaviour behaviour) {
        return Objects.requireNonNull(demo.origins().get(behaviour)).endpoint();
    }

    private static String closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
