package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Originpull;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Finished;
import dev.originpull.it.server.Nginx;
import dev.originpull.it.server.Origins;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Probes of what originpull.yaml says, on a server that requires a certificate, and another that requests none. */
class ConfiguredProbeIT {
    @RegisterExtension
    static final Origins ORIGINS = new Origins();

    @TempDir
    static Path homes;

    @TempDir
    Path folder;

    private Path config = Path.of("originpull.yaml");

    @BeforeEach
    void configure() throws IOException {
        Identity leaf = TestPki.get().leaf();
        Identity other = TestPki.get().expired();
        config = Files.writeString(folder.resolve("o.yaml"), """
                identity: {certificate: %s, private-key: %s}
                identities:
                  old: {certificate: %s, private-key: %s}
                origins:
                  - {hostname: %s, addresses: ["%s"], expect: required, path: /configured}
                  - {hostname: open.example.test, addresses: ["%s"], expect: required}
                  - {hostname: old.example.test, addresses: ["%s"], identity: old}
                """.formatted(
                        leaf.certificate(),
                        leaf.key(),
                        other.certificate(),
                        other.key(),
                        TestPki.HOSTNAME,
                        closed().address(),
                        open().address(),
                        closed().address()));
    }

    @Test
    void takesAddressLeafStageAndPathFromTheFile() throws IOException {
        Finished probe = probe(TestPki.HOSTNAME);

        assertThat(probe.exitCode()).as(probe.transcript()).isZero();
        assertThat(probe.stdout()).contains(closed().address(), "REQUIRED  as expected", "leaf");
        assertThat(Files.readString(homes.resolve("closed/access.log"))).contains("GET /configured ");
    }

    @Test
    void probesEveryConfiguredOriginWithItsOwnLeaf() {
        Finished probe = probe();

        assertThat(probe.exitCode()).as(probe.transcript()).isEqualTo(1);
        assertThat(probe.stdout())
                .contains(TestPki.HOSTNAME + "  REQUIRED  as expected")
                .contains("open.example.test  OFF  expected required")
                .contains("old.example.test  MISMATCH", "LEAF_EXPIRED");
    }

    @Test
    void optionsOverrideTheFile() {
        assertThat(probe("open.example.test", "--expect", "off").exitCode()).isZero();
        Identity leaf = TestPki.get().leaf();
        assertThat(probe(
                                "old.example.test",
                                "--expect",
                                "required",
                                "--cert",
                                leaf.certificate().toString(),
                                "--key",
                                leaf.key().toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void anAddressWithAHostnameIsProbedAsTheFileSaysOfTheHostname() {
        Finished probe = probe(open().address(), "--hostname", TestPki.HOSTNAME);

        assertThat(probe.exitCode()).as(probe.transcript()).isEqualTo(1);
        assertThat(probe.stdout()).contains(open().address() + "  " + TestPki.HOSTNAME + "  OFF  expected required");
    }

    private Finished probe(String... words) {
        List<String> line = new ArrayList<>(List.of("probe", "-c", config.toString()));
        line.addAll(List.of(words));
        return Originpull.run(line);
    }

    private static Server closed() {
        return ORIGINS.get(
                homes.resolve("closed"),
                home -> Nginx.start(
                        home,
                        "access_log " + home.resolve("access.log") + ";\nssl_client_certificate "
                                + TestPki.get().ca() + "; ssl_verify_client on;\n" + Nginx.ANSWER_200));
    }

    private static Server open() {
        return ORIGINS.get(homes.resolve("open"), home -> Nginx.start(home, Nginx.ANSWER_200));
    }
}
