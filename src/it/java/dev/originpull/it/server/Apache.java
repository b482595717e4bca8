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

/** Apache httpd with one TLS virtual host. */
public record Apache(int port, Finished test, Daemon daemon) implements Server {
    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

    /**
     * Tests the configuration and starts it.
     *
     * @param home an empty directory
     * @param virtualHost what stands in the virtual host beside the server certificate
     */
    public static Apache start(Path home, String virtualHost) throws IOException {
        int port = FreePort.next();
        Identity certificate = TestPki.get().server();
        return startSite(
                home, port, """
                <VirtualHost *:%d>
                  ServerName app.example.test
                  DocumentRoot documents
                  SSLEngine on
                  SSLProtocol -all +TLSv1.2 +TLSv1.3
                  SSLCertificateFile %s
                  SSLCertificateKeyFile %s
                %s
                </VirtualHost>
                """.formatted(port, certificate.certificate(), certificate.key(), virtualHost.indent(2)));
    }

    /**
     * The same for a whole site; {@code documents} in {@code home} holds a page.
     *
     * @param port the port to listen on
     */
    public static Apache startSite(Path home, int port, String site) throws IOException {
        Program apache = Program.require("apache2");
        Path documents = Files.createDirectories(home.resolve("documents"));
        Files.writeString(documents.resolve("index.html"), "hello\n");
        Path file = Files.writeString(home.resolve("httpd.conf"), configuration(home, port) + site);
        List<String> program = List.of(apache.path().toString(), "-d", home.toString(), "-f", file.toString());
        Finished test = Command.of(Words.and(program, "-t")).succeed();
        return new Apache(port, test, Daemon.start(Words.and(program, "-D", "FOREGROUND"), Map.of(), home, port));
    }

    private static String configuration(Path home, int port) throws IOException {
        return """
                LoadModule mpm_event_module %1$s/mod_mpm_event.so
                LoadModule authz_core_module %1$s/mod_authz_core.so
                LoadModule dir_module %1$s/mod_dir.so
                LoadModule headers_module %1$s/mod_headers.so
                LoadModule rewrite_module %1$s/mod_rewrite.so
                LoadModule setenvif_module %1$s/mod_setenvif.so
                LoadModule http2_module %1$s/mod_http2.so
                LoadModule socache_shmcb_module %1$s/mod_socache_shmcb.so
                LoadModule ssl_module %1$s/mod_ssl.so
                %2$s
                ServerName localhost
                DefaultRuntimeDir %3$s
                PidFile httpd.pid
                ErrorLog error.log
                LogLevel warn ssl:info
                StartServers 1
                ThreadsPerChild 16
                MaxRequestWorkers 64
                GracefulShutdownTimeout 1
                DirectoryIndex index.html
                Listen 127.0.0.1:%4$d
                %5$s
                """.formatted(
                        MODULES,
                        Superuser.isCurrent() ? asNobody(home) : "",
                        home,
                        port,
                        Ipv6.isHere() ? "Listen [::1]:" + port : "");
    }

    /** Apache serves nothing as root, so its children become nobody, who has to be let into the test's directory. */
    private static String asNobody(Path home) throws IOException {
        OpenToAll.upTo(home);
        return "User nobody\nGroup nogroup";
    }

    @Override
    public void close() {
        daemon.close();
    }
}
