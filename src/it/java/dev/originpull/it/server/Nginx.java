package dev.originpull.it.server;

import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Daemon;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.process.Ipv6;
import dev.originpull.it.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** NGINX with one TLS server block. */
public record Nginx(int port, Finished test, Daemon daemon) implements Server {
    /** What a server block does when it has nothing else to say. */
    public static final String ANSWER_200 = "location / { default_type text/plain; return 200 \"hello\\n\"; }\n";

    /**
     * Tests the configuration and starts it.
     *
     * @param home an empty directory
     * @param serverBlock what stands in the server block beside {@code listen} and the server certificate
     */
    public static Nginx start(Path home, String serverBlock) throws IOException {
        int port = FreePort.next();
        Identity certificate = TestPki.get().server();
        return startSite(home, port, """
                server {
                  listen 127.0.0.1:%d ssl;
                  %s
                  server_name app.example.test;
                  ssl_protocols TLSv1.2 TLSv1.3;
                  ssl_certificate %s;
                  ssl_certificate_key %s;
                %s
                }
                """.formatted(
                        port,
                        Ipv6.isHere() ? "listen [::1]:" + port + " ssl;" : "",
                        certificate.certificate(),
                        certificate.key(),
                        serverBlock.indent(2)));
    }

    /**
     * The same for a whole site.
     *
     * @param httpBlock what stands in the http block: at least a server block that listens on {@code port}
     */
    public static Nginx startSite(Path home, int port, String httpBlock) throws IOException {
        Program nginx = Program.require("nginx");
        Path file = Files.writeString(home.resolve("nginx.conf"), configuration(httpBlock));
        List<String> program =
                List.of(nginx.path().toString(), "-p", home.toString(), "-c", file.toString(), "-e", "error.log");
        Finished test = Command.of(Words.and(program, "-t")).succeed();
        return new Nginx(port, test, Daemon.start(program, Map.of(), home, port));
    }

    private static String configuration(String httpBlock) {
        return """
                %s
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                error_log error.log info;
                events { worker_connections 256; }
                http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                %s
                }
                """.formatted(
                        // Without it a root's NGINX runs its workers as nobody, who may not read the test's directory.
                        Superuser.isCurrent() ? "user root;" : "", httpBlock.indent(2));
    }

    @Override
    public void close() {
        daemon.close();
    }
}
