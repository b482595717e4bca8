package dev.originpull.it.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.configgen.catalog.Driving;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.LocateException;
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
import dev.originpull.it.server.Nginx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts of server blocks: the one that is located is the one that NGINX serves. */
class NginxLocatorIT {
    private static final String APP = "server { listen PORT ssl; server_name app.example.test; return 200 \"APP\"; }";
    private static final String OTHER = "server { listen PORT ssl; server_name b.test; return 200 \"OTHER\"; }";

    @TempDir
    Path home;

    private static String answer(int port) {
        String body = Curl.to(port, Optional.empty(), Tls.TLS_1_3).ask().body();
        assertThat(body).isNotEmpty();
        return body;
    }

    private static String site(String layout, int port) {
        Identity certificate = TestPki.get().server();
        return "default_type text/plain;\nssl_protocols TLSv1.2 TLSv1.3;\nssl_certificate " + certificate.certificate()
                + ";\nssl_certificate_key "
                + certificate.key() + ";\n"
                + block(layout, port);
    }

    private static String block(String layout, int port) {
        return layout.replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("PORT", "127.0.0.1:" + port)
                .replace("NUMBER", String.valueOf(port));
    }

    private String hook() {
        return "include " + home + "/o/app.example.test[.]conf; # originpull";
    }

    private ServerProgram program() throws IOException {
        Path real = home.toRealPath();
        Driving driving = new Driving(
                "/etc/nginx/nginx.conf",
                "nginx",
                List.of(
                        Program.require("nginx").path().toString(),
                        "-p",
                        real.toString(),
                        "-c",
                        "{config}",
                        "-e",
                        "error.log"),
                List.of("-t"),
                List.of("-T"),
                List.of("-s", "reload"),
                List.of("-q"),
                Optional.empty(),
                "");
        return ServerProgram.of(
                "NGINX", real.resolve("nginx.conf"), driving, new ProcessRunner(), Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                APP + OTHER,
                OTHER + "\\n" + APP,
                "server { listen PORT ssl; server_name *.example.test; return 200 \"WILD\"; }\\n" + APP,
                "server { listen PORT ssl; server_name *.test; return 200 \"SHORT\"; }\\n"
                        + "server {\\n\\tlisten PORT;\\n\\tserver_name *.example.test;\\n\\treturn 200 \"LONG\";\\n}",
                "server { listen PORT ssl; server_name app.*; return 200 \"TAIL\"; }\\n"
                        + "server { listen PORT; server_name .test; return 200 \"HEAD\"; }",
                "server { listen PORT ssl; server_name app.*; return 200 \"SHORT\"; }\\n"
                        + "server { listen PORT; server_name app.example.*; return 200 \"LONG\"; }",
                "server { listen PORT ssl; server_name _; return 200 \"CATCH-ALL\"; }\\n" + OTHER,
                OTHER + "server { listen PORT default_server; return 200 \"DEFAULT\"; }",
                "server { listen PORT ssl; server_name ~^app; return 200 \"REGEX\"; }\\n" + APP,
                // The address before the wildcard, whatever the names are.
                "server { listen NUMBER ssl; server_name app.example.test; return 200 \"ANY\"; }\\n" + APP,
                "server { listen NUMBER ssl; server_name APP.Example.TEST; return 200 \"UPPER\"; }\\n"
                        + "server { listen NUMBER; server_name .example.test; return 200 \"DOT\"; }",
                "server\\n{\\n  listen PORT ssl;\\n  server_name app.example.test;\\n  location / { return 200 \"}{;#\"; }}",
                "server {\r\n  listen PORT ssl; # \u00e9 }\r\n  server_name app.example.test;\r\n  return 200 \"CRLF\";\r\n}\r\n",
            })
    void locatesTheBlockThatIsServed(String layout) throws Exception {
        int port = FreePort.next();
        try (Nginx server = Nginx.startSite(home, port, site(layout, port))) {
            Located located = Located.on(program(), hook());
            String served = answer(server.port());
            assertThat(located.blockAt(port)).contains("return 200 \"" + served + "\"");
            located.takeTheLine();
        }
    }

    /** The address comes before the wildcard, whatever the names are: what answers there belongs to another hostname. */
    @Test
    void leavesTheBlockOfAnotherHostnameThatAnswersAsTheDefault() throws Exception {
        int port = FreePort.next();
        String layout = "server { listen NUMBER ssl; server_name app.example.test; return 200 \"ANY\"; }\n" + OTHER;
        try (Nginx server = Nginx.startSite(home, port, site(layout, port))) {
            assertThat(answer(server.port())).isEqualTo("OTHER");
            Located located = Located.on(program(), hook());
            assertThat(located.blocks())
                    .singleElement()
                    .matches(block -> !block.names().contains("b.test"));
            located.takeTheLine();
            assertThatThrownBy(() -> Locators.of(
                                    program(), new Scope(List.of(new Listener("127.0.0.1", port)), List.of()))
                            .locate(new Hostname(TestPki.HOSTNAME), hook()))
                    .isInstanceOf(LocateException.class)
                    .hasMessageContaining("belongs to other hostnames");
        }
    }

    @Test
    void followsEveryListener() throws Exception {
        int first = FreePort.next();
        int second = FreePort.next();
        String layout = APP + "\nserver { listen 127.0.0.1:" + second
                + " ssl; server_name app.example.test; return 200 \"SECOND\"; }";
        try (Nginx server = Nginx.startSite(home, first, site(layout, first))) {
            Located located = Located.on(program(), hook());
            assertThat(located.blocks()).hasSize(2);
            assertThat(located.blockAt(server.port())).contains(answer(server.port()));
            assertThat(located.blockAt(second)).contains(answer(second));
            located.takeTheLine();
        }
    }

    @Test
    void hooksWhatAnswersAtAUnixSocketAndRefusesWhatAnswersNowhereElse() throws Exception {
        int port = FreePort.next();
        String layout =
                APP + "\nserver { listen unix:SOCKET ssl; server_name app.example.test; return 200 \"LOCAL\"; }";
        Path socket = home.resolve("app.sock");
        try (Nginx server = Nginx.startSite(home, port, site(layout, port).replace("SOCKET", socket.toString()))) {
            Located located = Located.on(program(), hook());
            assertThat(located.blocks()).hasSize(2);
            assertThat(located.blockAt(server.port())).contains("APP");
            assertThat(located.blocks().get(1).listeners()).isEmpty();
            located.takeTheLine();

            Path file = home.resolve("nginx.conf");
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace("server_name app.example.test; return 200 \"APP\"", "server_name b.test"));
            assertThatThrownBy(() -> Located.on(program(), hook()))
                    .hasMessageContaining("unix:" + socket + " at " + file.toRealPath() + ":")
                    .hasMessageContaining("only, where nothing can be proven");
        }
    }

    @Test
    void takesTheFilesThatAreEnabled() throws Exception {
        int port = FreePort.next();
        Path available = Files.createDirectories(home.resolve("available"));
        Path enabled = Files.createDirectories(home.resolve("enabled"));
        Files.write(available.resolve("app"), block(APP + "# \u00e9", port).getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(available.resolve("old"), APP.replace("APP", "OLD"));
        Files.createSymbolicLink(enabled.resolve("app"), available.resolve("app"));
        try (Nginx server = Nginx.startSite(home, port, site("include " + enabled + "/*;", port))) {
            Located located = Located.on(program(), hook());
            assertThat(answer(server.port())).isEqualTo("APP");
            assertThat(located.blocks())
                    .allMatch(block -> block.file().endsWith("available/app"))
                    .hasSize(1);
            located.takeTheLine();
            assertThat(enabled.resolve("app")).isSymbolicLink();

            Files.copy(available.resolve("app"), enabled.resolve("app~"));
            assertThatThrownBy(() -> Located.on(program(), hook())).hasMessageContaining("editor's backup");
            Files.writeString(enabled.resolve("app~"), "lsten 443;");
            assertThatThrownBy(() -> Located.on(program(), hook()))
                    .isInstanceOf(LocateException.class)
                    .hasMessageContaining("unknown directive \"lsten\"");
        }
    }
}
