package dev.originpull.it.server;

import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Daemon;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code openssl s_server -www}, which answers every request with a page about the session. */
public record OpensslServer(int port, Daemon daemon) implements Server {
    /** Starts it with these options at the end, as {@code -Verify 1}. */
    public static OpensslServer start(Path home, String... options) throws IOException {
        Program openssl = Program.require("openssl");
        int port = FreePort.next();
        TestPki pki = TestPki.get();
        Identity server = pki.server();
        List<String> program = List.of(
                openssl.path().toString(),
                "s_server",
                "-accept",
                "127.0.0.1:" + port,
                "-www",
                "-quiet",
                "-cert",
                server.certificate().toString(),
                "-key",
                server.key().toString(),
                "-CAfile",
                pki.ca().toString());
        return new OpensslServer(port, Daemon.start(Words.and(program, options), Map.of(), home, port));
    }

    @Override
    public void close() {
        daemon.close();
    }
}
