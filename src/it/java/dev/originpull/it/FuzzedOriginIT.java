package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.originpull.it.broken.FuzzedOrigin;
import dev.originpull.it.client.Originpull;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Finished;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No bytes of a server end a probe, or cost another origin its line. Runs a few seconds; {@code -Doriginpull.fuzz.seconds=300}
 * makes it minutes, {@code -Doriginpull.fuzz.seed=N} begins where another run began.
 */
class FuzzedOriginIT {
    private static final int ORIGINS = 48;
    private static final List<String> FORMATS = List.of("jsonl", "json", "text", "junit");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void noBytesOfAServerEndAProbe() throws IOException {
        Duration duration = Duration.ofSeconds(Long.getLong("originpull.fuzz.seconds", 5));
        long seed = Long.getLong("originpull.fuzz.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long end = System.nanoTime() + duration.toNanos();
        List<FuzzedOrigin> origins = new ArrayList<>();
        long runs = 0;
        try {
            for (int i = 0; i < ORIGINS; i++) {
                origins.add(FuzzedOrigin.start(InetAddress.getByName("127.0.7." + (i + 1)), random.nextLong()));
            }
            Path targets = Files.write(
                    folder.resolve("targets"),
                    origins.stream()
                            .map(origin -> origin.address() + " " + TestPki.HOSTNAME)
                            .toList());
            do {
                probe(targets, FORMATS.get((int) (runs % FORMATS.size())), random, seed);
                runs++;
            } while (System.nanoTime() < end);
            System.out.println(runs + " probes of " + ORIGINS + " origins, "
                    + origins.stream().mapToLong(FuzzedOrigin::connections).sum() + " connections");
        } finally {
            for (FuzzedOrigin origin : origins) {
                origin.close();
            }
        }
    }

    private static void probe(Path targets, String format, Random random, long seed) throws IOException {
        Identity leaf = TestPki.get().leaf();
        List<String> words = new ArrayList<>(List.of(
                "probe",
                "--targets",
                targets.toString(),
                "--cert",
                leaf.certificate().toString(),
                "--key",
                leaf.key().toString(),
                "--timeout",
                "1s",
                "--alpn",
                List.of("auto", "h2", "http/1.1").get(random.nextInt(3)),
                "-o",
                format));
        if (random.nextInt(4) == 0) {
            words.add("--audit");
        }
        Finished probe = Originpull.run(words);

        assertThat(probe.exitCode()).as("seed %d: %s", seed, probe).isIn(0, 1, 3);
        assertThat(probe.stderr()).as("seed %d", seed).doesNotContain("a bug in originpull");
        switch (format) {
            case "jsonl" ->
                assertThat(probe.stdout().lines())
                        .as("seed %d", seed)
                        .hasSize(ORIGINS)
                        .allSatisfy(line -> assertThat(
                                        JSON.readTree(line).path("findings").findValuesAsText("code"))
                                .doesNotContain("INTERNAL"));
            case "json" -> {
                JsonNode all = JSON.readTree(probe.stdout()).path("origins");
                assertThat(all).as("seed %d", seed).hasSize(ORIGINS);
            }
            case "junit" -> assertThat(probe.stdout()).as("seed %d", seed).contains("</testsuites>");
            default -> assertThat(probe.stdout()).as("seed %d", seed).contains(ORIGINS + " origins");
        }
    }
}
