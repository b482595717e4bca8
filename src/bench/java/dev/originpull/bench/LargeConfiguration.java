package dev.originpull.bench;

import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.catalog.CatalogException;
import dev.originpull.configgen.catalog.Driving;
import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Locators;
import dev.originpull.configgen.render.Hostname;
import dev.originpull.configgen.run.ProcessRunner;
import dev.originpull.configgen.run.Ran;
import dev.originpull.configgen.run.ServerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What it takes to find one of 2,000 virtual hosts, in as many files of 5 MB together, against the server's own report of them. */
final class LargeConfiguration {
    private static final int HOSTS = 2000;
    private static final int BYTES = 5_000_000 / HOSTS;
    private static final int TURNS = 7;
    private static final double TARGET_SECONDS = 2;
    private static final double MILLIS = 1000;

    private static final String NGINX = """
            pid %1$s/nginx.pid;
            error_log %1$s/nginx.log;
            events { }
            http {
              access_log off;
              server_names_hash_max_size 8192;
              server_names_hash_bucket_size 128;
              include %1$s/nginx-hosts/*;
            }
            """;
    private static final String NGINX_HOST = """
            server {
              listen 127.0.0.1:8443 ssl;
              server_name %s;
              ssl_certificate %s;
              ssl_certificate_key %s;
            %s}
            """;
    private static final String APACHE = """
            LoadModule mpm_event_module %2$s/mod_mpm_event.so
            LoadModule authz_core_module %2$s/mod_authz_core.so
            LoadModule socache_shmcb_module %2$s/mod_socache_shmcb.so
            LoadModule ssl_module %2$s/mod_ssl.so
            ServerName localhost
            ServerRoot %1$s
            DefaultRuntimeDir %1$s
            PidFile %1$s/apache.pid
            ErrorLog %1$s/apache.log
            Listen 127.0.0.1:8443
            IncludeOptional %1$s/apache-hosts/*
            """;
    private static final String APACHE_HOST = """
            <VirtualHost *:8443>
              ServerName %s
              SSLEngine on
              SSLCertificateFile %s
              SSLCertificateKeyFile %s
            %s</VirtualHost>
            """;

    private final Workshop workshop;
    private final Path templates;

    LargeConfiguration(Workshop workshop, Path distribution) {
        this.workshop = workshop;
        this.templates = distribution.resolve("templates");
    }

    List<Row> measure() throws BenchException, InterruptedException {
        Path modules = Path.of("/usr/lib/apache2/modules");
        String home = workshop.file("").toAbsolutePath().toString();
        List<Row> rows = new ArrayList<>();
        rows.addAll(measure("nginx", Program.NGINX, NGINX.formatted(home), NGINX_HOST, "-c"));
        rows.addAll(measure("apache", Program.APACHE, APACHE.formatted(home, modules), APACHE_HOST, "-f"));
        return rows;
    }

    private List<Row> measure(String kind, Program program, String main, String host, String flag)
            throws BenchException, InterruptedException {
        Bench.say("locating in " + kind + " ...");
        Path config = workshop.write(kind + ".conf", main);
        hosts(kind, host);
        ServerProgram server = server(kind, config, List.of(program.path(), flag, config.toString()));
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int turn = 0; turn <= TURNS; turn++) {
            double located = locate(server, turn);
            double reported = report(server);
            if (turn > 0) {
                ours.add(located);
                theirs.add(reported);
            }
        }
        String title = server.title() + ", one of 2,000 virtual hosts";
        double seconds = Median.of(ours) / MILLIS;
        return List.of(
                Comparison.of(ours, theirs).row(title + ", against its own report"),
                Row.limit(
                        title,
                        Row.text("%.2f s", seconds),
                        Row.text("%.2f s", TARGET_SECONDS),
                        seconds <= TARGET_SECONDS));
    }

    private void hosts(String kind, String host) throws BenchException {
        KeyFiles certificate = workshop.serverCertificate();
        try {
            Files.createDirectory(workshop.file(kind + "-hosts"));
        } catch (IOException e) {
            throw new BenchException("Could not make a folder: " + e.getMessage() + ".", e);
        }
        String filler = "  # what people write into such files\n";
        for (int i = 0; i < HOSTS; i++) {
            String text = host.formatted(name(i), certificate.certificate(), certificate.key(), "");
            workshop.write(
                    kind + "-hosts/" + name(i),
                    host.formatted(
                            name(i),
                            certificate.certificate(),
                            certificate.key(),
                            filler.repeat((BYTES - text.length()) / filler.length())));
        }
    }

    private static String name(int number) {
        return Row.text("host%04d", number) + Workshop.DOMAIN;
    }

    private ServerProgram server(String kind, Path config, List<String> program) throws BenchException {
        try {
            Catalog catalog = Catalog.load(templates, Optional.empty());
            Driving driving = catalog.server(kind)
                    .driving()
                    .orElseThrow(() -> new BenchException(kind + " is not driven any more."));
            return new ServerProgram(
                    catalog.server(kind).title(), config, driving, program, new ProcessRunner(), Duration.ofMinutes(1));
        } catch (CatalogException e) {
            throw new BenchException(String.valueOf(e.getMessage()), e);
        }
    }

    /** In milliseconds. */
    private static double locate(ServerProgram server, int turn) throws BenchException, InterruptedException {
        long begun = System.nanoTime();
        try {
            Locators.of(server).locate(Hostname.parse(name(turn * HOSTS / (TURNS + 1))), "# none");
        } catch (LocateException | InvalidValueException e) {
            throw new BenchException(String.valueOf(e.getMessage()), e);
        }
        return millis(begun);
    }

    private static double report(ServerProgram server) throws BenchException, InterruptedException {
        long begun = System.nanoTime();
        try {
            Ran ran = server.dump();
            if (!ran.succeeded()) {
                throw new BenchException(ran.complaint());
            }
        } catch (IOException e) {
            throw new BenchException(server.title() + " cannot be run: " + e.getMessage() + ".", e);
        }
        return millis(begun);
    }

    private static double millis(long begun) {
        return (System.nanoTime() - begun) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
