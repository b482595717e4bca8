package dev.originpull.bench;

import java.util.List;
import java.util.stream.IntStream;

/** One NGINX that enforces client certificates on every address of 127.0.0.0/8: as many origins as are wanted. */
final class Fleet implements AutoCloseable {
    /** 127.1.0.1 and on: away from the addresses on which other programs listen. */
    private static final int FIRST = 127 << 24 | 1 << 16 | 1;

    private final Daemon server;
    private final int port;

    private Fleet(Daemon server, int port) {
        this.server = server;
        this.port = port;
    }

    static Fleet start(Workshop workshop) throws BenchException, InterruptedException {
        int port = Daemon.freePort();
        List<String> words = List.of(
                Program.NGINX.path(),
                "-p",
                workshop.file("").toString(),
                "-c",
                workshop.write("nginx.conf", configuration(workshop, port)).toString());
        return new Fleet(Daemon.start(words, port, workshop.file("nginx.log")), port);
    }

    private static String configuration(Workshop workshop, int port) throws BenchException {
        KeyFiles certificate = workshop.serverCertificate();
        return Row.text(
                """
                worker_processes auto;
                daemon off;
                pid %1$s/nginx.pid;
                error_log %1$s/nginx-error.log error;
                events { worker_connections 8192; }
                http {
                    access_log off;
                    client_body_temp_path %1$s/nginx-body;
                    proxy_temp_path %1$s/nginx-proxy;
                    fastcgi_temp_path %1$s/nginx-fastcgi;
                    uwsgi_temp_path %1$s/nginx-uwsgi;
                    scgi_temp_path %1$s/nginx-scgi;
                    server {
                        listen 0.0.0.0:%2$d ssl backlog=8192;
                        server_name %3$s;
                        ssl_protocols TLSv1.2 TLSv1.3;
                        ssl_certificate %4$s;
                        ssl_certificate_key %5$s;
                        ssl_client_certificate %6$s;
                        ssl_verify_client on;
                        location / { return 200 "hello\\n"; }
                    }
                }
                """,
                workshop.file(""),
                port,
                Workshop.HOSTNAME,
                certificate.certificate(),
                certificate.key(),
                workshop.authority());
    }

    /** The same on all addresses. */
    int port() {
        return port;
    }

    /** The first addresses of the fleet, without the port. */
    static List<String> addresses(int count) {
        return IntStream.range(FIRST, FIRST + count).mapToObj(Fleet::dotted).toList();
    }

    private static String dotted(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xFF) + "." + (address >>> 8 & 0xFF) + "." + (address & 0xFF);
    }

    @Override
    public void close() {
        server.close();
    }
}
