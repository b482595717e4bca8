package dev.originpull.it.serve;

import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.server.Nginx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A fleet on one machine: each of the loopback addresses is an origin, and one NGINX that demands the EC leaf answers on all of them. */
final class ManyAddresses {
    private static final int IN_A_BLOCK = 250;

    private ManyAddresses() {}

    static Nginx nginx(Path home) throws IOException {
        int port = FreePort.next();
        return Nginx.startSite(Files.createDirectories(home), port, """
                server {
                  listen 0.0.0.0:%d ssl;
                  ssl_certificate %s;
                  ssl_certificate_key %s;
                  ssl_client_certificate %s;
                  ssl_verify_client on;
                %s
                }
                """.formatted(
                        port,
                        TestPki.get().server().certificate(),
                        TestPki.get().server().key(),
                        TestPki.get().ecCa(),
                        Nginx.ANSWER_200));
    }

    /**
     * Lines of originpull.yaml.
     *
     * @param net the second number of the addresses
     */
    static String origins(int count, int net, int port) {
        return IntStream.range(0, count)
                .mapToObj(n -> Configuration.origin(
                        "h%d-%d.example.test".formatted(net, n),
                        "127.%d.%d.%d:%d".formatted(net, n / IN_A_BLOCK, n % IN_A_BLOCK + 1, port),
                        "required"))
                .collect(Collectors.joining());
    }
}
