package dev.originpull.it.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several hostnames of one block: one change, one status, and one rollback by any of the names. */
class SeveralNamesIT {
    private static final String SECOND = "second.example.test";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path home;

    private static Commands commands(Host host) throws Exception {
        Files.writeString(
                host.site(),
                Files.readString(host.site())
                        .replaceFirst(
                                "(server_name|ServerName) " + TestPki.HOSTNAME + "(;?)",
                                host.kind() == Host.Kind.NGINX
                                        ? "$1 " + TestPki.HOSTNAME + " " + SECOND + "$2"
                                        : "$1 " + TestPki.HOSTNAME + "\n  ServerAlias " + SECOND));
        host.restart();
        return Commands.configured(host, origin(host, TestPki.HOSTNAME), origin(host, SECOND));
    }

    private static String origin(Host host, String name) {
        return "{hostname: %s, addresses: ['127.0.0.1:%d']}".formatted(name, host.port());
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void areOneChangeAndOneStatus(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Commands commands = commands(host);
            Map<String, String> before = host.userFiles();
            Applying outside = Applying.to(host);

            Finished both = commands.run("apply", SECOND, TestPki.HOSTNAME, "--stage", "optional", "-o", "json");
            assertThat(both.exitCode()).as("%s", both).isZero();
            assertThat(both.stdout().lines()).hasSize(1);
            assertThat(JSON.readTree(both.stdout()).get("names"))
                    .hasToString("[\"" + SECOND + "\",\"" + TestPki.HOSTNAME + "\"]");
            assertThat(outside.mode(TestPki.HOSTNAME)).isEqualTo("optional");
            assertThat(outside.mode(SECOND)).isEqualTo("optional");

            Map<String, String> applied = host.userFiles();
            Finished again = commands.run("apply", TestPki.HOSTNAME, "--stage", "optional");
            assertThat(again.exitCode()).as("%s", again).isZero();
            assertThat(again.stdout()).contains("it is optional already");
            assertThat(host.userFiles()).isEqualTo(applied);

            Finished enforced = commands.run("enforce", TestPki.HOSTNAME);
            assertThat(enforced.exitCode()).as("%s", enforced).isZero();
            assertThat(outside.mode(SECOND)).isEqualTo("required");
            Finished other = commands.run("apply", SECOND, "--stage", "required");
            assertThat(other.exitCode()).as("%s", other).isZero();
            assertThat(other.stdout()).contains("it is required already");

            Finished status = commands.run("status", "-o", "json");
            assertThat(status.exitCode()).as("%s", status).isZero();
            JsonNode hostnames = JSON.readTree(status.stdout()).get("hostnames");
            assertThat(hostnames).hasSize(1);
            assertThat(hostnames.get(0).get("names").toString()).contains(TestPki.HOSTNAME, SECOND);
            assertThat(hostnames.get(0).get("last").get("change").asText()).isEqualTo("000002");

            assertThat(commands.run("rollback", TestPki.HOSTNAME).exitCode()).isZero();
            assertThat(outside.mode(SECOND)).isEqualTo("optional");
            assertThat(commands.run("rollback", SECOND).exitCode()).isZero();
            assertThat(outside.mode(TestPki.HOSTNAME)).isEqualTo("off");
            assertThat(host.userFiles()).as("to the byte").isEqualTo(before);
        }
    }

    /** Two blocks are two changes, in the order in which they were named. */
    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void ofTwoBlocksAreTwoChanges(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Commands commands = Commands.configured(host, origin(host, TestPki.HOSTNAME), origin(host, Host.BYSTANDER));
            Finished both =
                    commands.run("apply", Host.BYSTANDER, TestPki.HOSTNAME, "--stage", "optional", "-o", "json");
            assertThat(both.exitCode()).as("%s", both).isZero();
            assertThat(both.stdout().lines().map(line -> line.replaceAll(".*\"change\":\"(\\d+)\".*", "$1")))
                    .containsExactly("000001", "000002");
            assertThat(Applying.to(host).mode(Host.BYSTANDER)).isEqualTo("optional");

            assertThat(commands.run("rollback", TestPki.HOSTNAME).exitCode()).isZero();
            assertThat(Applying.to(host).mode(Host.BYSTANDER)).isEqualTo("optional");
            assertThat(Applying.to(host).mode(TestPki.HOSTNAME)).isEqualTo("off");
        }
    }
}
