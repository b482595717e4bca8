package dev.originpull.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rollback needs the server's section, and must not fail for what somebody has got wrong elsewhere. */
class AgentConfigForRollbackTest {
    private static final String SERVER = "server: {kind: nginx, config: /etc/nginx/nginx.conf, state: /srv/state}\n";

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("originpull.yaml"), text);
    }

    @Test
    void isTheWholeFileWhereNothingIsWrong() throws Exception {
        Path file = file("origins: [{hostname: app.example.com, addresses: [203.0.113.10]}]\n" + SERVER);

        AgentConfigFile.ForRollback read = AgentConfigFile.readForRollback(file);

        assertThat(read.complaints()).isEmpty();
        assertThat(read.config()).isEqualTo(AgentConfigFile.read(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "origins: [{hostname: not_a_host, addresses: [203.0.113.10]}]\n",
                "origins: [{hostname: app.example.com, addresses: [203.0.113.10], identity: gone}]\n",
                "orgins: []\n",
                "web: {listen: nowhere}\n",
                "probe: {interval: 1s, timeout: 1h}\n"
            })
    void isTheServerWhereSomethingElseIsWrong(String wrong) throws Exception {
        AgentConfigFile.ForRollback read = AgentConfigFile.readForRollback(file(wrong + SERVER));

        assertThat(read.complaints()).isNotEmpty();
        assertThat(read.config().server()).hasValueSatisfying(server -> {
            assertThat(server.kind()).isEqualTo("nginx");
            assertThat(server.state()).isEqualTo(Path.of("/srv/state"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "origins: []\n",
                "server: {kind: nginx, config: /etc/nginx/nginx.conf, sttae: /srv/state}\n",
                "server: {kind: nginx, config: /etc/nginx/nginx.conf, guard: soon}\n",
                "server: {kind: nginx}\n",
                "server: {kind: nginx, config: /a.conf}\nserver: {kind: nginx, config: /b.conf}\n",
                "server: {kind: nginx, config: /a.conf\n"
            })
    void isNothingWhereTheServerIsNotKnown(String text) throws Exception {
        Path file = file("orgins: []\n" + text);

        assertThatThrownBy(() -> AgentConfigFile.readForRollback(file)).isInstanceOf(ConfigException.class);
    }
}
