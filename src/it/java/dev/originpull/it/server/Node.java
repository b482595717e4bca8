package dev.originpull.it.server;

import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Daemon;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An application on Node.js that asks for a client certificate in the handshake, and judges it by itself. */
public record Node(int port, Daemon daemon) implements Server {
    /**
     * Starts it.
     *
     * @param handler what it does with a request {@code q} and its response {@code r}
     */
    public static Node start(Path home, Path ca, String handler) throws IOException {
        Program node = Program.require("node");
        int port = FreePort.next();
        Path script = Files.writeString(home.resolve("server.js"), """
                const https = require('https'), fs = require('fs');
                https.createServer({
                  key: fs.readFileSync('%s'), cert: fs.readFileSync('%s'), ca: fs.readFileSync('%s'),
                  requestCert: true, rejectUnauthorized: false,
                }, (q, r) => { %s }).listen(%d, '127.0.0.1');
                """.formatted(
                        TestPki.get().server().key(), TestPki.get().server().certificate(), ca, handler, port));
        return new Node(port, Daemon.start(List.of(node.path().toString(), script.toString()), Map.of(), home, port));
    }

    @Override
    public void close() {
        daemon.close();
    }
}
