package dev.originpull.it.apply;

import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.catalog.CatalogException;
import dev.originpull.configgen.catalog.Driving;
import dev.originpull.configgen.install.Folders;
import dev.originpull.configgen.run.CommandRunner;
import dev.originpull.configgen.run.ServerProgram;
import dev.originpull.it.deployment.Checkout;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Await;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.process.Program;
import dev.originpull.it.server.OpenToAll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A host whose web server runs as servers do: as a daemon with a process number in a file, and with two names on one port,
 * {@link TestPki#HOSTNAME} and {@value #BYSTANDER}.
 *
 * @param home the test's folder; everything lies in it
 * @param port of both names, on 127.0.0.1 and ::1
 */
record Host(Kind kind, Path home, int port) implements AutoCloseable {
    static final String BYSTANDER = "other.example.test";

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** The servers that are driven. */
    enum Kind {
        NGINX("nginx", "nginx") {
            @Override
            String main(Host host) {
                return """
                        user root;
                        worker_processes 2;
                        pid %1$s/server.pid;
                        error_log %1$s/error.log info;
                        events { worker_connections 256; }
                        http {
                          access_log off;
                          client_body_temp_path %1$s/body;
                          proxy_temp_path %1$s/proxy;
                          fastcgi_temp_path %1$s/fastcgi;
                          uwsgi_temp_path %1$s/uwsgi;
                          scgi_temp_path %1$s/scgi;
                          include %1$s/sites/*;
                        }
                        """.formatted(host.home);
            }

            @Override
            String site(Host host, String name) {
                return """
                        server {
                          listen 127.0.0.1:%d ssl;
                          listen [::1]:%d ssl;
                          server_name %s;
                          ssl_certificate %s;
                          ssl_certificate_key %s;
                          location / { default_type text/plain; return 200 "hello\\n"; }
                        }
                        """.formatted(host.port, host.port, name, server().certificate(), server().key());
            }

            @Override
            List<String> program(Path config) {
                return List.of(Program.require("nginx").path().toString(), "-c", config.toString());
            }
        },
        APACHE("apache", "apache2") {
            @Override
            String main(Host host) throws IOException {
                Path documents = Files.createDirectories(host.home.resolve("documents"));
                Files.writeString(documents.resolve("index.html"), "hello\n");
                OpenToAll.upTo(host.home);
                return """
                        LoadModule mpm_event_module %1$s/mod_mpm_event.so
                        LoadModule authz_core_module %1$s/mod_authz_core.so
                        LoadModule dir_module %1$s/mod_dir.so
                        LoadModule socache_shmcb_module %1$s/mod_socache_shmcb.so
                        LoadModule ssl_module %1$s/mod_ssl.so
                        User nobody
                        Group nogroup
                        ServerName localhost
                        ServerRoot %2$s
                        DefaultRuntimeDir %2$s
                        PidFile %2$s/server.pid
                        ErrorLog %2$s/error.log
                        LogLevel warn ssl:info
                        StartServers 1
                        ThreadsPerChild 16
                        MaxRequestWorkers 64
                        GracefulShutdownTimeout 1
                        DirectoryIndex index.html
                        Listen 127.0.0.1:%3$d
                        Listen [::1]:%3$d
                        IncludeOptional %2$s/sites/*
                        """.formatted("/usr/lib/apache2/modules", host.home, host.port);
            }

            @Override
            String site(Host host, String name) {
                return """
                        <VirtualHost *:%d>
                          ServerName %s
                          DocumentRoot %s/documents
                          SSLEngine on
                          SSLCertificateFile %s
                          SSLCertificateKeyFile %s
                        </VirtualHost>
                        """.formatted(host.port, name, host.home, server().certificate(), server().key());
            }

            @Override
            List<String> program(Path config) {
                return List.of(Program.require("apache2").path().toString(), "-f", config.toString());
            }
        };

        private final String word;
        private final String service;

        Kind(String word, String service) {
            this.word = word;
            this.service = service;
        }

        String word() {
            return word;
        }

        abstract String main(Host host) throws IOException;

        abstract String site(Host host, String name);

        abstract List<String> program(Path config);

        private static Identity server() {
            return TestPki.get().server();
        }

        Driving driving() {
            try {
                return Catalog.load(Checkout.ROOT.resolve("templates"), Optional.empty())
                        .server(word)
                        .driving()
                        .orElseThrow();
            } catch (CatalogException e) {
                throw new AssertionError(service + " is driven", e);
            }
        }
    }

    /** Writes the configuration and starts the server. */
    static Host start(Kind kind, Path home) throws IOException {
        Host host = new Host(kind, home, FreePort.next());
        Files.createDirectories(home.resolve("sites"));
        Files.writeString(host.config(), kind.main(host));
        Files.writeString(host.site(), kind.site(host, TestPki.HOSTNAME));
        Files.writeString(home.resolve("sites").resolve("other.conf"), kind.site(host, BYSTANDER));
        host.startServer();
        return host;
    }

    Path config() {
        return home.resolve("server.conf");
    }

    /** The file of {@link TestPki#HOSTNAME}. */
    Path site() {
        return home.resolve("sites").resolve("app.conf");
    }

    Folders folders() {
        return new Folders(home.resolve("fragments").resolve(kind.word()), home.resolve("state"));
    }

    ServerProgram program(CommandRunner runner) {
        return new ServerProgram(
                kind.word(), config(), kind.driving(), kind.program(config()), runner, Duration.ofSeconds(30));
    }

    void startServer() {
        List<String> words = new ArrayList<>(kind.program(config()));
        words.addAll(kind.driving().start());
        Command.of(words).succeed();
        if (!Await.until(PATIENCE, this::lives)) {
            throw new IllegalStateException("did not start: " + log());
        }
    }

    boolean lives() {
        return pid().flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive).isPresent();
    }

    void stopServer() {
        Optional<ProcessHandle> process = pid().flatMap(ProcessHandle::of);
        process.ifPresent(ProcessHandle::destroy);
        if (!Await.until(PATIENCE, () -> process.filter(ProcessHandle::isAlive).isEmpty())) {
            process.ifPresent(each -> {
                each.descendants().forEach(ProcessHandle::destroyForcibly);
                each.destroyForcibly();
            });
        }
    }

    /** Has it read what was edited meanwhile. */
    void restart() {
        stopServer();
        startServer();
    }

    private Optional<Long> pid() {
        try {
            String text = Files.readString(home.resolve("server.pid")).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    String log() {
        try {
            return Files.readString(home.resolve("error.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** What the user's files hold, with owner, mode and what links point to. */
    Map<String, String> userFiles() {
        try (Stream<Path> files = Files.walk(home.resolve("sites"))) {
            Map<String, String> all = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(
                        file.toString(),
                        Files.getOwner(file) + " " + Files.getPosixFilePermissions(file) + " "
                                + Files.isSymbolicLink(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + home, e);
        }
    }

    @Override
    public void close() {
        stopServer();
    }
}
