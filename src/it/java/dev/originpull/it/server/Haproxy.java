package dev.originpull.it.server;

import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Daemon;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** HAProxy that answers 200 by itself. */
public record Haproxy(int port, Daemon daemon) implements Server {
    /** Starts it with these words at the end of its {@code bind} line. */
    public static Haproxy start(Path home, String bindWords) throws IOException {
        Program haproxy = Program.require("haproxy");
        int port = FreePort.next();
        Identity server = TestPki.get().server();
        Path both = Files.writeString(
                home.resolve("server.pem"), Files.readString(server.certificate()) + Files.readString(server.key()));
        Path file = Files.writeString(home.resolve("haproxy.cfg"), """
                global
                  maxconn 256
                defaults
                  mode http
                  timeout client 10s
                  timeout connect 10s
                  timeout server 10s
                frontend origin
                  bind 127.0.0.1:%d ssl crt %s ssl-min-ver TLSv1.2 %s
                  http-request return status 200 content-type text/plain string hello
                """.formatted(port, both, bindWords));
        List<String> program = List.of(haproxy.path().toString(), "-f", file.toString());
        Command.of(Words.and(program, "-c")).succeed();
        return new Haproxy(port, Daemon.start(Words.and(program, "-db"), Map.of(), home, port));
    }

    @Override
    public void close() {
        daemon.close();
    }
}
