package dev.originpull.it.server;

import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Daemon;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Caddy with one site that answers 200. */
public record Caddy(int port, Daemon daemon) implements Server {
    /** Starts it with these lines in the site's {@code tls} block. */
    public static Caddy start(Path home, String tlsBlock) throws IOException {
        Program caddy = Program.require("caddy");
        int port = FreePort.next();
        Identity server = TestPki.get().server();
        Path file = Files.writeString(
                home.resolve("Caddyfile"), """
                {
                  admin off
                  auto_https disable_redirects
                  grace_period 1s
                  skip_install_trust
                }
                https://app.example.test:%d {
                  bind 127.0.0.1
                  tls %s %s {
                %s
                  }
                  respond "hello"
                }
                """.formatted(port, server.certificate(), server.key(), tlsBlock.indent(4)));
        List<String> program =
                List.of(caddy.path().toString(), "run", "--config", file.toString(), "--adapter", "caddyfile");
        // Caddy keeps state under the home directory unless it is told another.
        Map<String, String> places =
                Map.of("HOME", home.toString(), "XDG_DATA_HOME", home.toString(), "XDG_CONFIG_HOME", home.toString());
        return new Caddy(port, Daemon.start(program, places, home, port));
    }

    @Override
    public void close() {
        daemon.close();
    }
}
