package dev.originpull.it.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.configgen.run.ProcessRunner;
import dev.originpull.configgen.run.Ran;
import dev.originpull.it.client.Originpull;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** NGINX behind a load balancer: its listeners expect a PROXY protocol header, which the server's own configuration says. */
class ProxiedListenerIT {
    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"", ", proxy-protocol: v2"})
    void goesToRequiredAndBack(String key) throws Exception {
        try (Host host = Host.start(Host.Kind.NGINX, home)) {
            for (String site : new String[] {"app.conf", "other.conf"}) {
                Path file = home.resolve("sites").resolve(site);
                Files.writeString(file, Files.readString(file).replace(" ssl;", " ssl proxy_protocol;"));
            }
            assertThat(host.program(new ProcessRunner()).reload()).matches(Ran::succeeded, "reloads");
            Map<String, String> before = host.userFiles();
            Commands commands = Commands.configured(
                    host,
                    "{hostname: %s, addresses: ['127.0.0.1:%d']%s}".formatted(TestPki.HOSTNAME, host.port(), key));

            succeeds(commands, "apply", TestPki.HOSTNAME, "--stage", "optional");
            assertThat(mode(host)).isEqualTo("optional");
            succeeds(commands, "enforce", TestPki.HOSTNAME);
            assertThat(mode(host)).isEqualTo("required");
            Finished status = succeeds(commands, "status", TestPki.HOSTNAME);
            assertThat(status.stdout())
                    .contains("127.0.0.1:" + host.port() + " required", "[::1]:" + host.port() + " required");

            Finished back = succeeds(commands, "rollback");
            assertThat(back.stdout()).contains("as before");
            assertThat(mode(host)).isEqualTo("optional");
            succeeds(commands, "rollback");
            assertThat(mode(host)).isEqualTo("off");
            assertThat(host.userFiles()).as("to the byte").isEqualTo(before);
        }
    }

    private static Finished succeeds(Commands commands, String... words) {
        Finished finished = commands.run(words);
        assertThat(finished.exitCode()).as("%s", finished).isZero();
        return finished;
    }

    private static String mode(Host host) {
        return Originpull.probe(
                        "127.0.0.1:" + host.port(),
                        TestPki.HOSTNAME,
                        Optional.of(TestPki.get().leaf()),
                        "--proxy-protocol",
                        "v2")
                .mode();
    }
}
