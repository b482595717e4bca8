package dev.originpull.it.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.configgen.catalog.Driving;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Locator;
import dev.originpull.configgen.locate.Locators;
import dev.originpull.configgen.locate.Scope;
import dev.originpull.configgen.render.Hostname;
import dev.originpull.configgen.run.ProcessRunner;
import dev.originpull.configgen.run.ServerProgram;
import dev.originpull.it.client.Curl;
import dev.originpull.it.client.Tls;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.process.Program;
import dev.originpull.it.server.Apache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts of virtual hosts: the one that is located is the one that httpd serves. */
class ApacheLocatorIT {
    private static final String APP =
            "<VirtualHost *:PORT>\\n ServerName app.example.test\\n TLS\\n MARK one\\n</VirtualHost>\\n";
    private static final String OTHER =
            "<VirtualHost *:PORT>\\n ServerName b.test\\n TLS\\n MARK two\\n</VirtualHost>\\n";

    @TempDir
    Path home;

    private static String answer(int port) {
        return Curl.to(port, Optional.empty(), Tls.TLS_1_3)
                .with("--include")
                .ask()
                .body();
    }

    private static String site(String layout, int port) {
        Identity certificate = TestPki.get().server();
        String tls = "SSLEngine on\\nSSLCertificateFile " + certificate.certificate() + "\\nSSLCertificateKeyFile "
                + certificate.key();
        return layout.replace("TLS", tls)
                .replace("MARK", "DocumentRoot documents\\nHeader always set Block")
                .replace("\\r", "\r")
                .replace("\\t", "\t")
                .replace("\\n", "\n")
                .replace("PORT", String.valueOf(port));
    }

    private String hook() {
        return "IncludeOptional " + home + "/o/app.example.test.conf";
    }

    private ServerProgram program() throws IOException {
        Path real = home.toRealPath();
        Driving driving = new Driving(
                "/etc/apache2/apache2.conf",
                "apache",
                List.of(Program.require("apache2").path().toString(), "-d", real.toString(), "-f", "{config}"),
                List.of("-t"),
                List.of("-t", "-D", "DUMP_VHOSTS", "-D", "DUMP_INCLUDES", "-D", "DUMP_RUN_CFG"),
                List.of("-k", "graceful"),
                List.of("-k", "start"),
                Optional.empty(),
                "");
        return ServerProgram.of(
                "Apache httpd", real.resolve("httpd.conf"), driving, new ProcessRunner(), Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                APP,
                APP + OTHER,
                OTHER + APP,
                OTHER
                        + "<VirtualHost *:PORT>\\n ServerName c.test\\n ServerAlias x.test APP.example.test\\n TLS\\n MARK three\\n</VirtualHost>",
                OTHER
                        + "<virtualhost \\\\n *:PORT>\\n ServerName c.test\\n ServerAlias *.example.test\\n TLS\\n MARK three\\n  </virtualhost>",
                APP
                        + "<VirtualHost *:PORT>\\n ServerName c.test\\n ServerAlias *.example.test\\n TLS\\n MARK three\\n</VirtualHost>",
                "<VirtualHost _default_:PORT>\\n TLS\\n MARK catch-all\\n</VirtualHost>",
                // The address before the wildcard, whatever the names are.
                APP
                        + "<VirtualHost 127.0.0.1:PORT>\\n ServerName app.example.test\\n TLS\\n MARK address\\n</VirtualHost>",
                "<VirtualHost *:*>\\n ServerName app.example.test\\n TLS\\n MARK all\\n</VirtualHost>\\n" + OTHER + APP,
                "Define HOST app.example.test\\n<VirtualHost *:PORT>\\n ServerName ${HOST}\\n TLS\\n MARK defined\\n</VirtualHost>\\n"
                        + OTHER,
                "<IfModule mod_ssl.c>\\n  <VirtualHost *:PORT>\\r\\n\\t\\tServerName app.example.test\\r\\n TLS\\n MARK crlf\\n\\t# \u00e9\\r\\n\\t</VirtualHost>\\r\\n</IfModule>",
            })
    void locatesTheVirtualHostThatIsServed(String layout) throws Exception {
        int port = FreePort.next();
        try (Apache server = Apache.startSite(home, port, site(layout, port))) {
            Located located = Located.on(program(), hook());
            String served = answer(server.port()).replaceAll("(?s).*\nBlock: (\\S+).*", "$1");
            assertThat(located.blockAt(port)).contains("Header always set Block " + served);
            located.takeTheLine();
        }
    }

    /** The address comes before the wildcard, whatever the names are: what answers there belongs to another hostname. */
    @Test
    void leavesTheVirtualHostOfAnotherHostnameThatAnswersAsTheDefault() throws Exception {
        int port = FreePort.next();
        String layout =
                APP + "<VirtualHost 127.0.0.1:PORT>\\n ServerName b.test\\n TLS\\n MARK address\\n</VirtualHost>";
        try (Apache server = Apache.startSite(home, port, site(layout, port))) {
            assertThat(answer(server.port())).contains("Block: address");
            Locator locator = Locators.of(program(), new Scope(List.of(new Listener("127.0.0.1", port)), List.of()));
            assertThatThrownBy(() -> locator.locate(new Hostname(TestPki.HOSTNAME), hook()))
                    .isInstanceOf(LocateException.class)
                    .hasMessageContaining("belongs to other hostnames");
            assertThat(Located.on(program(), hook()).blocks())
                    .noneMatch(block -> block.names().contains("b.test"));
        }
    }

    @Test
    void refusesWhatTheServerCannotRead() throws Exception {
        int port = FreePort.next();
        try (Apache server = Apache.startSite(home, port, site(APP, port) + "IncludeOptional enabled/*.conf\n")) {
            assertThat(Located.on(program(), hook()).blocks()).hasSize(1);

            Path broken = Files.createDirectories(home.resolve("enabled")).resolve("broken.conf");
            Files.writeString(broken, "Lsten 443\n");
            assertThatThrownBy(() -> Located.on(program(), hook()))
                    .isInstanceOf(LocateException.class)
                    .hasMessageContaining("Invalid command 'Lsten'");
            assertThat(answer(server.port())).contains("Block: one");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                APP + APP,
                "<VirtualHost *:PORT>\\n ServerName c.test\\n ServerAlias *.example.test\\n TLS\\n MARK one\\n</VirtualHost>\\n"
                        + APP,
            })
    void refusesTheVirtualHostThatIsDead(String layout) throws Exception {
        int port = FreePort.next();
        try (Apache server = Apache.startSite(home, port, site(layout, port))) {
            assertThat(answer(server.port())).contains("Block: one");
            assertThatThrownBy(() -> Located.on(program(), hook())).hasMessageContaining("several blocks claim");
        }
    }
}
