package dev.originpull.it.apply;

import dev.originpull.it.client.Curl;
import dev.originpull.it.client.CurlAnswer;
import dev.originpull.it.client.Distribution;
import dev.originpull.it.client.Tls;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A host with an originpull.yaml, as its administrator has it.
 *
 * @param more what else originpull.yaml says
 */
record AdministeredHost(Host host, String more) {
    /** Where what stands for Cloudflare's requests comes from: nobody else, originpull's probes included. */
    static final String EDGE = "127.0.8.44";

    /** The configuration of a host whose log is read. */
    static AdministeredHost logging(Host host, Path log) {
        return new AdministeredHost(host, "origin-log: {files: [%s], cloudflare-ranges: [%s/32]}".formatted(log, EDGE));
    }

    Finished run(String... arguments) throws IOException {
        Path config = host.home().resolve("originpull.yaml");
        Identity leaf = TestPki.get().leaf();
        Files.writeString(config, """
                identity: {certificate: %s, private-key: %s, ca: %s}
                origins:
                  - hostname: %s
                    addresses: ["127.0.0.1:%d", "[::1]:%d"]
                server: {kind: %s, config: %s, fragments: %s, state: %s, program: [%s]}
                %s
                """.formatted(
                        leaf.certificate(),
                        leaf.key(),
                        TestPki.get().ca(),
                        TestPki.HOSTNAME,
                        host.port(),
                        host.port(),
                        host.kind().word(),
                        host.config(),
                        host.home().resolve("fragments"),
                        host.folders().state(),
                        host.kind().program(host.config()).stream().collect(Collectors.joining(", ")),
                        more));
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--config", config.toString()));
        return Distribution.built()
                .command(words.toArray(String[]::new))
                .with(Map.of("LC_ALL", "C.UTF-8"))
                .run();
    }

    /** A request of Cloudflare's. */
    CurlAnswer edge(Optional<Identity> presented) {
        return Curl.to(host.port(), presented, Tls.TLS_1_2)
                .with("--interface", EDGE)
                .ask();
    }
}
