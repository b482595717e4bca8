package dev.originpull.agent.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.demo.Behaviour;
import dev.originpull.agent.demo.DemoCertificates;
import dev.originpull.agent.demo.DemoOrigin;
import dev.originpull.agent.verdict.Judge;
import dev.originpull.agent.verdict.Remedies;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent with a part that throws: it keeps on checking, and the origin has series that an alert sees. */
class BugOfACheckTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String NAME = "app.example.com";
    private static final DemoCertificates CERTIFICATES = DemoCertificates.issue(new Hostname(NAME), Clock.systemUTC());
    private static final DemoCertificates ODD = DemoCertificates.issue(new Hostname(NAME), Clock.systemUTC());

    @TempDir
    private Path folder;

    private final Exposition exposition = new Exposition();
    private final AtomicInteger thrown = new AtomicInteger();
    private DemoOrigin good;
    private DemoOrigin odd;

    @BeforeEach
    void start() throws IOException {
        CERTIFICATES.write(folder);
        good = DemoOrigin.start(Behaviour.REQUIRED, CERTIFICATES.server(), CERTIFICATES.ca());
        odd = DemoOrigin.start(Behaviour.REQUIRED, ODD.server(), CERTIFICATES.ca());
    }

    @AfterEach
    void stop() {
        good.close();
        odd.close();
        exposition.close();
    }

    static Stream<Throwable> bugs() {
        return Stream.of(
                new IllegalArgumentException("no such argument"),
                new NoSuchMethodError("gone"),
                new StackOverflowError(),
                new AssertionError("never"));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void givesAnOriginItsSeriesWhereTheJudgeThrows(Throwable bug) throws Exception {
        showsTheBug(
                chain -> {
                    if (!chain.get(0).equals(ODD.server().leaf())) {
                        return false;
                    }
                    thrown.incrementAndGet();
                    throw unchecked(bug);
                },
                Clock.systemUTC(),
                List.of(good, odd));
    }

    /** A check that has been judged is kept by other code, which may have bugs as well. */
    @Test
    void givesAnOriginItsSeriesWhereWhatKeepsTheCheckThrows() throws Exception {
        showsTheBug(chain -> false, new FailingClock(), List.of(odd));
    }

    private void showsTheBug(Predicate<List<X509Certificate>> trust, Clock clock, List<DemoOrigin> origins)
            throws Exception {
        Path file = folder.resolve("originpull.yaml");
        Files.writeString(file, """
                identity: {certificate: leaf.pem, private-key: leaf.key, ca: origin-pull-ca.pem}
                origins:
                  - {hostname: %s, addresses: [%s], expect: required}
                probe: {interval: 1s}
                """.formatted(
                        NAME,
                        String.join(
                                ", ",
                                origins.stream()
                                        .map(origin -> '"' + address(origin) + '"')
                                        .toList())));
        try (Agent agent = Agent.start(
                Settings.load(file),
                before -> Settings.load(file, before),
                Optional.empty(),
                new Agent.Surroundings(
                        new Judge(Remedies.NONE, trust),
                        exposition.meters(),
                        "originpull/test",
                        InetAddress::getAllByName,
                        clock))) {
            await("the bug's series", () -> series(agent, odd).contains("mode=\"inconclusive\"} 1"));
            await("its reason", () -> series(agent, odd).contains("reason=\"internal\"} 1"));
            int before = thrown.get();
            await("further checks", () -> thrown.get() > before + 2);
            assertThat(series(agent, odd)).contains("mode=\"inconclusive\"} 1");
            if (origins.contains(good)) {
                await("the other origin", () -> series(agent, good).contains("mode=\"required\"} 1"));
            }
            assertThat(counted()).isPositive();
        }
    }

    private double counted() {
        return text().lines()
                .filter(line -> line.startsWith("originpull_look_failures_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    private String text() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            exposition.write("text/plain", out);
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The series of an origin, one a line. */
    private static String series(Agent agent, DemoOrigin origin) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PrometheusTextFormatWriter.create().write(out, new AgentCollector(agent, "1", "2").collect());
            return String.join(
                    "\n",
                    out.toString(StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.contains("\"" + address(origin) + "\""))
                            .toList());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String address(DemoOrigin origin) {
        return "127.0.0.1:" + origin.address().getPort();
    }

    private static RuntimeException unchecked(Throwable bug) {
        if (bug instanceof Error error) {
            throw error;
        }
        return (RuntimeException) bug;
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for %s", what).isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** Right for all but the part that keeps checks: it fails every second time that one asks. */
    private final class FailingClock extends Clock {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Instant instant() {
            boolean keeping = StackWalker.getInstance()
                    .walk(frames -> frames.skip(1).findFirst())
                    .filter(frame -> frame.getClassName().equals(Looker.class.getName()))
                    .isPresent();
            if (keeping && asked.incrementAndGet() % 2 == 1) {
                thrown.incrementAndGet();
                throw new ArithmeticException("the clock stands");
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
