package dev.originpull.it.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.originpull.it.client.Distribution;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Await;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.server.OpenToAll;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server, its neighbours and this machine may be like without a change, or its way back, suffering from it. */
class PrecautionsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** What daemon(8) is on Debian. */
    private static final String DAEMON = "--reuid=1";

    @TempDir
    Path home;

    /** The neighbour's certificate is renewed with one that Java's parser refuses; the leaf's files are gone, too. */
    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void rollsBackWhateverTheNeighbourAndTheLeafHaveBecome(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Map<String, String> before = host.userFiles();
            configure(host, addresses(host));
            assertThat(run("apply", TestPki.HOSTNAME, "--stage", "optional").exitCode())
                    .isZero();
            Path other = home.resolve("sites").resolve("other.conf");
            String text = Files.readString(other);
            Files.writeString(
                    other,
                    text.replace(
                            TestPki.get().server().certificate().toString(),
                            emptySubject().toString()));
            host.restart();
            Files.delete(home.resolve("leaf.key"));

            Finished back = run("rollback", TestPki.HOSTNAME);

            assertThat(back.exitCode()).as("%s", back).isZero();
            assertThat(back.stdout())
                    .contains("✓ restore the files", "cannot be verified")
                    .doesNotContain("Exception");
            Files.writeString(other, text);
            assertThat(host.userFiles()).isEqualTo(before);
            assertThat(home.resolve("state/pending")).doesNotExist();
        }
    }

    /** Somebody edits originpull.yaml after a change, and gets another part of it wrong. */
    @Test
    void rollsBackWithAConfigurationThatIsWrongElsewhere() throws Exception {
        try (Host host = Host.start(Host.Kind.NGINX, home)) {
            Map<String, String> before = host.userFiles();
            configure(host, addresses(host));
            assertThat(run("apply", TestPki.HOSTNAME, "--stage", "optional").exitCode())
                    .isZero();
            Path file = home.resolve("originpull.yaml");
            Files.writeString(file, Files.readString(file) + "probe: {interval: often}\n");

            assertThat(run("apply", TestPki.HOSTNAME, "--stage", "off").exitCode())
                    .isEqualTo(2);
            Finished back = run("rollback", TestPki.HOSTNAME);

            assertThat(back.exitCode()).as("%s", back).isZero();
            assertThat(back.stderr()).contains("'probe.interval'");
            assertThat(host.userFiles()).isEqualTo(before);
        }
    }

    /** An unprivileged NGINX, whose temporary folders root's own commands would take. */
    @Test
    void touchesNothingOfAnNginxThatRunsAsAnotherUser() throws Exception {
        OpenToAll.upTo(home);
        Host host = new Host(Host.Kind.NGINX, home, FreePort.next());
        Files.createDirectories(home.resolve("sites"));
        Files.writeString(host.config(), Host.Kind.NGINX.main(host).replace("user root;\n", ""));
        Path key = Files.copy(TestPki.get().server().key(), home.resolve("server.key"));
        Path certificate = Files.copy(TestPki.get().server().certificate(), home.resolve("server.pem"));
        Files.writeString(
                host.site(),
                host.kind()
                        .site(host, TestPki.HOSTNAME)
                        .replace(TestPki.get().server().key().toString(), key.toString())
                        .replace(TestPki.get().server().certificate().toString(), certificate.toString()));
        Command.of("chown", "-R", "1:1", home.toString()).succeed();
        List<String> start = new ArrayList<>(List.of("setpriv", DAEMON, "--regid=1", "--clear-groups"));
        start.addAll(host.kind().program(host.config()));
        Command.of(start).succeed();
        try {
            assertThat(Await.until(PATIENCE, host::lives)).as(host.log()).isTrue();
            configure(host, addresses(host));
            Map<String, String> before = owners();

            Finished status = run("status");
            Finished dry = run("apply", TestPki.HOSTNAME, "--stage", "optional", "--dry-run");

            assertThat(status.exitCode()).as("%s", status).isZero();
            assertThat(dry.exitCode()).as("%s", dry).isZero();
            assertThat(owners()).isEqualTo(before);
        } finally {
            host.close();
        }
    }

    /** One hostname's name has no address: it alone cannot be determined. */
    @Test
    void oneNameWithoutAnAddressCostsNoOtherItsStatus() throws Exception {
        try (Host host = Host.start(Host.Kind.APACHE, home)) {
            configure(host, "\"no-such-name.invalid:8443\", " + addresses(host));

            Finished status = run("status", "-o", "json");

            assertThat(status.exitCode()).as("%s", status).isEqualTo(3);
            JsonNode all = new JsonMapper().readTree(status.stdout()).path("hostnames");
            assertThat(all.path(0).path("addresses").findValuesAsText("address"))
                    .containsExactlyInAnyOrder(
                            "127.0.0.1:" + host.port(), "[::1]:" + host.port(), "no-such-name.invalid:8443");
            assertThat(all.path(0).path("addresses").findValuesAsText("mode"))
                    .containsExactlyInAnyOrder("off", "off", "unreachable");
            assertThat(run("apply", TestPki.HOSTNAME, "--stage", "optional").exitCode())
                    .isEqualTo(2);
        }
    }

    /** Noise of other processes in the error log, all the while. */
    @Test
    void anAlertThatTheReloadDoesNotCauseIsNoFailure() throws Exception {
        try (Host host = Host.start(Host.Kind.NGINX, home)) {
            configure(host, addresses(host));
            Process noise = new ProcessBuilder(
                            "sh",
                            "-c",
                            "while :; do echo \"2026/11/02 09:00:00 [alert] 4#4: *31 open socket #5 left\" >> \"$0\"; "
                                    + "echo \"2026/11/02 09:00:00 [emerg] 4#4: of another server\" >> \"$0\"; sleep 0.1; done",
                            home.resolve("error.log").toString())
                    .start();
            try {
                Finished applied = run("apply", TestPki.HOSTNAME, "--stage", "optional");

                assertThat(applied.exitCode()).as("%s", applied).isZero();
            } finally {
                noise.destroyForcibly();
            }
            assertThat(host.log()).contains("of another server");
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void findsAnInheritedRevocationListBeforeTheReload(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            boolean nginx = kind == Host.Kind.NGINX;
            Path inherited = home.resolve("sites").resolve("aaa.conf");
            Files.writeString(
                    inherited,
                    nginx
                            ? "ssl_crl " + crl() + ";\n"
                            : "SSLCARevocationFile " + crl() + "\nSSLCARevocationCheck chain\n");
            host.restart();
            configure(host, addresses(host));
            Map<String, String> before = host.userFiles();

            Finished dry = run("apply", TestPki.HOSTNAME, "--stage", "optional", "--dry-run");

            assertThat(dry.exitCode()).as("%s", dry).isEqualTo(4);
            assertThat((dry.stdout() + dry.stderr()).replaceAll("\\s+", " "))
                    .contains(inherited + (nginx ? ":1: every server block" : ":2: every virtual host"));
            assertThat(host.userFiles()).isEqualTo(before);
        }
    }

    private Path crl() throws IOException {
        Path index = Files.writeString(home.resolve("index.txt"), "");
        Path settings = Files.writeString(
                home.resolve("ca.conf"),
                "[ca]\ndefault_ca=x\n[x]\ndatabase=" + index + "\ndefault_md=sha256\ndefault_crl_days=30\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE);
        Path key = home.resolve("crl-ca.key");
        Path certificate = home.resolve("crl-ca.pem");
        Command.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-subj",
                        "/CN=another CA",
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .succeed();
        Path crl = home.resolve("crl.pem");
        Command.of(
                        "openssl",
                        "ca",
                        "-gencrl",
                        "-config",
                        settings.toString(),
                        "-keyfile",
                        key.toString(),
                        "-cert",
                        certificate.toString(),
                        "-out",
                        crl.toString())
                .succeed();
        return crl;
    }

    /** A certificate without a subject, whose alternative name is not critical: BoringSSL takes it, Java does not. */
    private Path emptySubject() throws IOException {
        Path certificate = home.resolve("empty.pem");
        Path extensions = Files.writeString(home.resolve("empty.ext"), "subjectAltName=DNS:" + Host.BYSTANDER + "\n");
        Path request = home.resolve("empty.csr");
        String key = TestPki.get().server().key().toString();
        Command.of("openssl", "req", "-new", "-key", key, "-subj", "/", "-out", request.toString())
                .succeed();
        Command.of(
                        "openssl",
                        "x509",
                        "-req",
                        "-in",
                        request.toString(),
                        "-signkey",
                        key,
                        "-days",
                        "20",
                        "-extfile",
                        extensions.toString(),
                        "-out",
                        certificate.toString())
                .succeed();
        return certificate;
    }

    private Map<String, String> owners() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            Map<String, String> all = new TreeMap<>();
            for (Path file : files.toList()) {
                all.put(file.toString(), Files.getOwner(file) + " " + Files.getPosixFilePermissions(file));
            }
            return all;
        }
    }

    private static String addresses(Host host) {
        return "\"127.0.0.1:%d\", \"[::1]:%d\"".formatted(host.port(), host.port());
    }

    private void configure(Host host, String addresses) throws IOException {
        copy(TestPki.get().leaf().certificate(), "leaf.pem");
        copy(TestPki.get().leaf().key(), "leaf.key");
        copy(TestPki.get().ca(), "ca.pem");
        Files.writeString(home.resolve("originpull.yaml"), """
                identity: {certificate: leaf.pem, private-key: leaf.key, ca: ca.pem}
                origins: [{hostname: %s, addresses: [%s]}]
                server: {kind: %s, config: %s, fragments: %s, state: %s, program: [%s]}
                """.formatted(
                        TestPki.HOSTNAME,
                        addresses,
                        host.kind().word(),
                        host.config(),
                        home.resolve("fragments"),
                        home.resolve("state"),
                        host.kind().program(host.config()).stream().collect(Collectors.joining(", "))));
    }

    private void copy(Path file, String name) throws IOException {
        Files.copy(file, home.resolve(name));
    }

    private Finished run(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--config", home.resolve("originpull.yaml").toString()));
        return Distribution.built()
                .command(words.toArray(String[]::new))
                .with(Map.of("LC_ALL", "C.UTF-8"))
                .run();
    }
}
