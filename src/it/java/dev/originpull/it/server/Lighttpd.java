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

/** lighttpd with one TLS socket. */
public record Lighttpd(int port, Daemon daemon) implements Server {
    /** Starts it with these lines at the end of its configuration. */
    public static Lighttpd start(Path home, String lines) throws IOException {
        Program lighttpd = Program.require("lighttpd");
        int port = FreePort.next();
        Identity server = TestPki.get().server();
        Path documents = Files.createDirectories(home.resolve("documents"));
        Files.writeString(documents.resolve("index.html"), "hello\n");
        // With a CA for clients set, lighttpd refuses every handshake unless it finds the server's issuer as well.
        Path chain = Files.writeString(
                home.resolve("chain.pem"),
                Files.readString(server.certificate())
                        + Files.readString(TestPki.get().serverCa()));
        Path file = Files.writeString(home.resolve("lighttpd.conf"), """
                server.modules = ( "mod_openssl" )
                server.bind = "127.0.0.1"
                server.port = %d
                server.document-root = "%s"
                server.errorlog = "%s"
                index-file.names = ( "index.html" )
                ssl.engine = "enable"
                ssl.pemfile = "%s"
                ssl.privkey = "%s"
                %s
                """.formatted(
                        port, documents, home.resolve("error.log"), chain, server.key(), lines));
        List<String> program = List.of(lighttpd.path().toString(), "-f", file.toString());
        // -tt, for -t does not load the certificates.
        Command.of(Words.and(program, "-tt")).succeed();
        return new Lighttpd(port, Daemon.start(Words.and(program, "-D"), Map.of(), home, port));
    }

    @Override
    public void close() {
        daemon.close();
    }
}
