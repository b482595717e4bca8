package dev.originpull.it.serve;

import static dev.originpull.it.serve.Configuration.ecLeaf;
import static dev.originpull.it.serve.Configuration.leaf;
import static dev.originpull.it.serve.Configuration.origin;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.originpull.it.broken.BeforeTls;
import dev.originpull.it.broken.Silent;
import dev.originpull.it.client.RunningAgent;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Await;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.process.Program;
import dev.originpull.it.server.Nginx;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around an agent: origins, disk, descriptors. What is well stays well watched. */
class FaultsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path home;

    @Test
    void aFifthOfTheFleetThatIsDeadDoesNotDelayTheRest() throws IOException {
        Duration interval = Duration.ofSeconds(8);
        try (Server nginx = ManyAddresses.nginx(home.resolve("nginx"));
                Server silent = Silent.start();
                Server garbage = BeforeTls.RANDOM_BYTES.start();
                RunningAgent agent = RunningAgent.start(
                        home.resolve("agent"),
                        ecLeaf()
                                + ManyAddresses.origins(160, 1, nginx.port())
                                + ManyAddresses.origins(25, 2, silent.port())
                                + ManyAddresses.origins(14, 3, FreePort.next())
                                + origin("garbage.example.test", garbage.address(), "required")
                                + "probe: {interval: 8s, timeout: 2s, concurrency: 16}\n")) {
            await("a look at all", agent::hasSeenAll);
            // Who is slow is known from here on.
            await("two rounds more", elapsed(interval.multipliedBy(2)));

            Instant now = Instant.now();
            List<JsonNode> origins = agent.origins();
            assertThat(origins)
                    .filteredOn(origin -> origin.path("mode").asText().equals("required"))
                    .hasSize(160)
                    .as("looked at within the interval, and a little more")
                    .filteredOn(origin -> Instant.parse(origin.path("probedAt").asText())
                            .isAfter(now.minus(interval).minusSeconds(2)))
                    .hasSizeGreaterThan(150);
            assertThat(origins)
                    .filteredOn(origin -> !origin.path("mode").asText().equals("required"))
                    .hasSize(40)
                    .allSatisfy(origin ->
                            assertThat(origin.path("verdict").asText()).isEqualTo("unknown"));
            assertThat(agent.metric("originpull_origin_as_expected")).isEqualTo(160);
            double onTime = agent.metric("originpull_schedule_lateness_seconds_bucket{le=\"1.0\"}");
            assertThat(onTime / agent.metric("originpull_schedule_lateness_seconds_count"))
                    .as("the dead wait for room, the others do not; held up by them, hardly any would be in time")
                    .isGreaterThan(0.5);
            assertThat(agent.metric("originpull_look_failures_total")).isZero();
        }
    }

    @Test
    void announcesAnOriginThatGoesToAndFroAsTheWorstAndNotEachTime() throws IOException {
        Path directory = Files.createDirectories(home.resolve("nginx"));
        try (Nginx nginx = Nginx.start(
                        directory,
                        "ssl_client_certificate " + TestPki.get().ca() + ";\nssl_verify_client on;\n"
                                + Nginx.ANSWER_200);
                RunningAgent agent = RunningAgent.start(
                        home.resolve("agent"), leaf() + origin(nginx.address()) + "probe: {interval: 1s}\n")) {
            await("a look", () -> agent.count("required") == 1);
            Path file = directory.resolve("nginx.conf");
            String on = Files.readString(file);
            int looks = 16;
            for (int look = 0; look < looks; look++) {
                String probedAt = probedAt(agent);
                Files.writeString(
                        file, look % 2 == 0 ? on.replace("ssl_verify_client on", "ssl_verify_client optional") : on);
                nginx.daemon().signal("HUP");
                await("the next look", () -> !probedAt(agent).equals(probedAt));
            }

            assertThat(agent.count("optional")).isOne();
            assertThat(agent.origins().get(0).path("history")).hasSizeLessThan(looks / 2);
            assertThat(agent.metric("originpull_origin_as_expected")).isZero();
        }
    }

    private static String probedAt(RunningAgent agent) {
        return agent.origins().get(0).path("probedAt").asText();
    }

    @Test
    void runsOnWhileTheDiskIsFullAndKeepsItsStateOnceThereIsRoom() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw Program.skip("only root can mount a disk that is full");
        }
        Path disk = Files.createDirectories(home.resolve("disk"));
        if (Command.of("mount", "-t", "tmpfs", "-o", "size=64k", "originpull-test", disk.toString())
                        .run()
                        .exitCode()
                != 0) {
            throw Program.skip("this container's root cannot mount a tmpfs");
        }
        try {
            onAFullDisk(disk);
        } finally {
            Command.of("umount", disk.toString()).succeed();
        }
    }

    private void onAFullDisk(Path disk) throws IOException {
        Command.of("sh", "-c", "dd if=/dev/zero of=" + disk.resolve("filler") + " bs=1k 2>/dev/null || true")
                .succeed();
        try (Server nginx = ManyAddresses.nginx(home.resolve("nginx"));
                RunningAgent agent = RunningAgent.start(
                        home.resolve("agent"),
                        ecLeaf() + ManyAddresses.origins(20, 1, nginx.port()) + "probe: {interval: 2s}\nstate-file: "
                                + disk.resolve("state.json.gz") + "\n")) {
            await("a look at all", () -> agent.count("required") == 20);
            await("the file to fail", () -> agent.metric("originpull_state_file_last_write_successful") == 0);
            assertThat(agent.log()).contains("state.json.gz cannot be written: No space left on device");
            assertThat(files(disk)).as("no half of a file").containsExactly("filler", "state.json.gz.lock");
            assertThat(agent.count("required")).isEqualTo(20);

            Files.delete(disk.resolve("filler"));

            await("the file to be written", () -> agent.metric("originpull_state_file_last_write_successful") == 1);
            assertThat(files(disk)).containsExactly("state.json.gz", "state.json.gz.lock");
            assertThat(agent.log()).contains("state.json.gz is written again");
            assertThat(agent.end(SOON)).hasValue(0);
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void callsNoOriginUnreachableForWantOfDescriptorsOfItsOwn() throws IOException {
        try (Server nginx = ManyAddresses.nginx(home.resolve("nginx"));
                Server silent = Silent.start();
                RunningAgent agent = RunningAgent.start(
                        home.resolve("agent"),
                        ecLeaf()
                                + ManyAddresses.origins(40, 1, nginx.port())
                                + ManyAddresses.origins(500, 2, silent.port())
                                + "probe: {interval: 4s, timeout: 4s, concurrency: 512}\n",
                        List.of("sh", "-c", "ulimit -n 256; exec \"$@\"", "sh"))) {
            await(
                    "looks that found no descriptor",
                    () -> answers(agent) && agent.get("/api/v1/origins").body().contains("no file descriptor left"));
            BooleanSupplier over = elapsed(Duration.ofSeconds(8));
            while (!over.getAsBoolean()) {
                if (answers(agent)) {
                    assertThat(agent.origins())
                            .filteredOn(origin -> origin.path("mode").asText().equals("unreachable"))
                            .noneMatch(origin -> origin.path("address").asText().startsWith("127.1."))
                            .noneMatch(
                                    origin -> origin.path("attempts").toString().contains("descriptor"));
                }
            }
            await("an answer", () -> answers(agent));
            agent.configure(ecLeaf() + ManyAddresses.origins(40, 1, nginx.port()) + "probe: {interval: 4s}\n");
            agent.daemon().signal("HUP");
            await("all to be well again", () -> answers(agent) && agent.count("required") == 40);
            assertThat(agent.end(SOON)).hasValue(0);
            assertThat(agent.log()).doesNotContain("a bug in originpull");
        }
    }

    private static boolean answers(RunningAgent agent) {
        try {
            return agent.get("/-/healthy").status() == 200;
        } catch (UncheckedIOException noDescriptor) {
            return false;
        }
    }

    private static BooleanSupplier elapsed(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        return () -> System.nanoTime() - end >= 0;
    }

    private static void await(String what, BooleanSupplier condition) {
        assertThat(Await.until(SOON, condition))
                .as("waited in vain for %s", what)
                .isTrue();
    }
}
