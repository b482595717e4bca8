package dev.originpull.agent.verdict;

import static dev.originpull.agent.verdict.Sight.asked;
import static dev.originpull.agent.verdict.Sight.late;
import static dev.originpull.agent.verdict.Sight.page;
import static dev.originpull.agent.verdict.Sight.refusedConnection;
import static dev.originpull.agent.verdict.Sight.unasked;
import static dev.originpull.agent.verdict.Sight.withoutTls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.originpull.configgen.catalog.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
    private static final Sight OK = asked(page(200));
    private static final Sight REFUSED = asked(late(48));

    private static Scene scene(Mode mode) {
        return switch (mode) {
            case OFF -> Scene.of(unasked(page(200)), unasked(page(200)), unasked(page(200)));
            case OBSERVE -> Scene.of(OK, OK, OK);
            case OPTIONAL -> Scene.of(OK, OK, REFUSED);
            case REQUIRED -> Scene.of(OK, REFUSED, REFUSED);
            case REQUIRED_ANY -> Scene.of(OK, REFUSED, OK);
            case MISMATCH -> Scene.of(REFUSED, REFUSED, REFUSED);
            case INCONCLUSIVE -> Scene.of(asked(page(503)), asked(page(503)), asked(page(503)));
            case UNREACHABLE -> Scene.of(withoutTls(refusedConnection()), OK, OK);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "OFF,           PASS,    FAIL,    FAIL,    FAIL,    PASS",
        "OBSERVE,       FAIL,    PASS,    FAIL,    FAIL,    PASS",
        "OPTIONAL,      FAIL,    FAIL,    PASS,    FAIL,    PASS",
        "REQUIRED,      FAIL,    FAIL,    FAIL,    PASS,    PASS",
        "REQUIRED_ANY,  FAIL,    FAIL,    FAIL,    FAIL,    PASS",
        "MISMATCH,      FAIL,    FAIL,    FAIL,    FAIL,    FAIL",
        "INCONCLUSIVE,  UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN",
        "UNREACHABLE,   UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN"
    })
    void holdsTheModeAgainstWhatWasExpected(
            Mode mode, Verdict off, Verdict observe, Verdict optional, Verdict required, Verdict nothing) {
        assertThat(scene(mode).judge().mode()).isEqualTo(mode);
        assertThat(scene(mode).judge().verdict()).isEqualTo(nothing);
        assertThat(List.of(Stage.values()))
                .extracting(stage -> scene(mode).expecting(stage).judge().verdict())
                .containsExactly(off, observe, optional, required);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void givesEveryModeAReason(Mode mode) {
        assertThat(scene(mode).judge().reason()).endsWith(".").hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @CsvSource({
        "REQUIRED,     UNREACHABLE, 3",
        "UNREACHABLE,  MISMATCH,    1",
        "REQUIRED,     REQUIRED_ANY,1",
        "INCONCLUSIVE, REQUIRED_ANY,1",
        "REQUIRED,     OFF,         0"
    })
    void exitsByTheWorstOrigin(Mode one, Mode other, int code) {
        List<OriginReport> reports = List.of(scene(one).judge(), scene(other).judge());

        assertThat(ExitStatus.worst(reports).code()).isEqualTo(code);
    }

    @Test
    void exitsCleanlyWithNothingToJudge() {
        assertThat(ExitStatus.worst(List.of())).isEqualTo(ExitStatus.AS_EXPECTED);
    }

    @Test
    void addsUpHowLongTheAttemptsTook() {
        assertThat(scene(Mode.REQUIRED).judge().duration()).isEqualTo(Duration.ofMillis(24));
    }

    @Test
    void reportsTheServersCertificate() {
        Sight expired = OK.showing(Certificates.server(Scene.NOW.minusSeconds(1), "other.example.com"));

        OriginReport report = Scene.of(expired, REFUSED, REFUSED).judge();

        assertThat(report.serverCertificate()).hasValueSatisfying(server -> {
            assertThat(server.matchesHostname()).isFalse();
            assertThat(server.trusted()).isFalse();
        });
        assertThat(report.findings())
                .extracting(Finding::code, Finding::severity)
                .containsExactly(
                        tuple(FindingCode.SERVER_CERTIFICATE_EXPIRED, Severity.ERROR),
                        tuple(FindingCode.SERVER_CERTIFICATE_NOT_FOR_HOSTNAME, Severity.WARNING));
    }
}
