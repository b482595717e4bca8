package dev.originpull.it.apply;

import dev.originpull.it.client.Distribution;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The command line on a host, with an originpull.yaml of its own. */
record Commands(Host host) {
    /**
     * Writes originpull.yaml.
     *
     * @param origins lines such as {@code {hostname: app.example.test, addresses: [127.0.0.1]}}
     */
    static Commands configured(Host host, String... origins) throws IOException {
        return configured(host, host.kind().program(host.config()), origins);
    }

    /** @param program what each command of the server begins with */
    static Commands configured(Host host, List<String> program, String... origins) throws IOException {
        Identity leaf = TestPki.get().leaf();
        String entries =
                List.of(origins).stream().map(origin -> "  - " + origin + "\n").collect(Collectors.joining());
        Files.writeString(file(host), """
                identity: {certificate: %s, private-key: %s, ca: %s}
                origins:
                %sserver: {kind: %s, config: %s, fragments: %s, state: %s, program: [%s]}
                """.formatted(
                        leaf.certificate(),
                        leaf.key(),
                        TestPki.get().ca(),
                        entries,
                        host.kind().word(),
                        host.config(),
                        host.home().resolve("fragments"),
                        host.folders().state(),
                        program.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "))));
        return new Commands(host);
    }

    Finished run(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--config", file(host).toString()));
        return Distribution.built()
                .command(words.toArray(String[]::new))
                .with(Map.of("LC_ALL", "C.UTF-8", "COLUMNS", "200"))
                .run();
    }

    private static Path file(Host host) {
        return host.home().resolve("originpull.yaml");
    }
}
