package dev.originpull.it.serve;

import static dev.originpull.it.serve.Configuration.ecLeaf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.RunningAgent;
import dev.originpull.it.process.Await;
import dev.originpull.it.process.Command;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an origin goes through in a day, within a minute: sixty origins, each looked at once a second. */
class EndlessIT {
    /** An origin's day at the usual interval has 1,440 of them. */
    private static final double A_DAY = 1440;

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final double MEBIBYTE = 1024 * 1024;

    @TempDir
    Path home;

    /** What a process holds after its heap was tidied up. */
    private record Holdings(double heap, long threads, long descriptors) {
        static Holdings of(RunningAgent agent) {
            Command.of(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(agent.daemon().pid()),
                            "GC.run")
                    .succeed();
            return new Holdings(
                    agent.metric("jvm_memory_used_bytes{area=\"heap\""), agent.threads(), agent.descriptors());
        }
    }

    @Test
    void doesNotGrow() throws IOException {
        try (Server nginx = ManyAddresses.nginx(home.resolve("nginx"));
                RunningAgent agent = RunningAgent.start(
                        home.resolve("agent"),
                        ecLeaf() + ManyAddresses.origins(60, 1, nginx.port()) + "probe: {interval: 1s}\n"
                                + "state-file: state.json.gz\n")) {
            // Warm: classes are loaded, pools filled.
            awaitVerifications(agent, A_DAY / 2);
            Holdings before = Holdings.of(agent);

            awaitVerifications(agent, verifications(agent) + A_DAY);

            Holdings after = Holdings.of(agent);
            assertThat(after.heap()).as("%s, then %s", before, after).isLessThan(before.heap() + MEBIBYTE);
            assertThat(after.threads()).as("%s, then %s", before, after).isLessThanOrEqualTo(before.threads() + 2);
            assertThat(after.descriptors())
                    .as("%s, then %s", before, after)
                    .isLessThanOrEqualTo(before.descriptors() + 10);
            assertThat(agent.metric("originpull_look_failures_total")).isZero();
            assertThat(agent.metric("originpull_origin_as_expected")).isEqualTo(60);
        }
    }

    private static void awaitVerifications(RunningAgent agent, double number) {
        assertThat(Await.until(LIMIT, () -> verifications(agent) >= number))
                .as("%s verifications", number)
                .isTrue();
    }

    /** Each presents the leaf once, where all is well. */
    private static double verifications(RunningAgent agent) {
        return agent.metric("originpull_attempts_total{identity=\"leaf\"");
    }
}
