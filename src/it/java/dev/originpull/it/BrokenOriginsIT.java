package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.broken.AfterTls;
import dev.originpull.it.broken.BeforeTls;
import dev.originpull.it.broken.JavaOrigins;
import dev.originpull.it.client.Originpull;
import dev.originpull.it.client.Report;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Origins that are merely broken: none is ever enforced, and none takes longer than the deadline. */
@Execution(ExecutionMode.CONCURRENT)
class BrokenOriginsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final Duration AMPLE = Duration.ofSeconds(20);

    /** For a timer that fires late on a machine that runs several of these tests at once. */
    private static final Duration LATE = Duration.ofMillis(250);

    /** For what comes before and after the attempts: the command line, the forged identity, the output. */
    private static final Duration AROUND = Duration.ofSeconds(2);

    /** Certificates are made and classes loaded once, and not on the first test's time. */
    @BeforeAll
    static void warmUp() throws IOException {
        try (Server origin = AfterTls.CHUNKED.start(true)) {
            assertThat(probe(origin, AMPLE).mode()).isEqualTo("observe");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsToldWithoutTls(BeforeTls breakage) throws IOException {
        try (Server origin = breakage.start()) {
            Report report = probe(origin);

            assertThat(report.mode()).as("%s", report).isIn("unreachable", "inconclusive");
            assertThat(report.verdict()).as("%s", report).isEqualTo("unknown");
            assertThat(report.exitCode()).as("%s", report).isEqualTo(3);
        }
    }

    static Stream<Arguments> afterTls() {
        return Stream.of(AfterTls.values())
                .flatMap(breakage -> Stream.of(true, false).map(asks -> Arguments.of(breakage, asks)));
    }

    @ParameterizedTest(name = "{0}, asks for a certificate: {1}")
    @MethodSource("afterTls")
    void nobodyIsRefusedByWhatHappensToAll(AfterTls breakage, boolean asks) throws IOException {
        try (Server origin = breakage.start(asks)) {
            Set<String> modes = modes(breakage, asks);

            // What can be told is told, by a busy machine too, if it is given the time.
            Report report = modes.contains("inconclusive") ? probe(origin) : probe(origin, AMPLE);

            assertThat(report.mode()).as("%s", report).isIn(modes);
            assertThat(report.verdict()).as("%s", report).isNotEqualTo("pass");
            assertThat(report.exitCode())
                    .as("%s", report)
                    .isEqualTo(Set.of("inconclusive", "unreachable").contains(report.mode()) ? 3 : 1);
        }
    }

    private static Set<String> modes(AfterTls breakage, boolean asks) {
        String open = asks ? "observe" : "off";
        return switch (breakage) {
            // The status has come by then, the end of the headers never does.
            case ENDLESS_HEADERS, NO_STATUS_LINE, BINARY_NOISE -> Set.of(open, "inconclusive");
            // A close in an answer's place is how some refuse, if they ask for a certificate; then it is the leaf that
            // they refuse.
            case CLOSES_BEFORE_THE_REQUEST,
                    CLOSES_AFTER_THE_REQUEST,
                    RESETS_BEFORE_THE_REQUEST,
                    RESETS_AFTER_THE_REQUEST -> asks ? Set.of("mismatch", "inconclusive") : Set.of("off");
            case SILENT, ONE_BYTE_A_SECOND, CONTINUE_FOR_EVER -> Set.of("inconclusive");
            default -> Set.of(open);
        };
    }

    @Test
    void anExpiredServerCertificateIsAFinding() throws IOException {
        try (Server origin = JavaOrigins.withExpiredCertificate()) {
            Report report = probe(origin, AMPLE);

            assertThat(report.mode()).as("%s", report).isEqualTo("off");
            assertThat(report.findings()).as("%s", report).contains("SERVER_CERTIFICATE_EXPIRED");
        }
    }

    @Test
    void anUnknownNameIsNoRefusal() throws IOException {
        try (Server origin = JavaOrigins.knowingOnly("other.example.test")) {
            Report report = probe(origin);

            assertThat(report.mode()).as("%s", report).isIn("unreachable", "inconclusive");
            assertThat(report.exitCode()).as("%s", report).isEqualTo(3);
        }
    }

    private static Report probe(Server origin) {
        long start = System.nanoTime();

        Report report = probe(origin, TIMEOUT);

        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        assertThat(report.durationMs()).as("%s", report).isLessThanOrEqualTo((double)
                TIMEOUT.plus(LATE).toMillis());
        assertThat(wall).as("%s", report).isLessThan(TIMEOUT.plus(AROUND));
        return report;
    }

    private static Report probe(Server origin, Duration timeout) {
        Optional<Identity> leaf = Optional.of(TestPki.get().leaf());
        Report report = Originpull.probe(
                origin.address(),
                TestPki.HOSTNAME,
                leaf,
                "--expect",
                "required",
                "--timeout",
                timeout.toSeconds() + "s");
        assertThat(report.mode()).as("%s", report).doesNotStartWith("required");
        return report;
    }
}
