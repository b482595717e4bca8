package dev.originpull.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.pki.CertificateAuthority;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.KeyType;
import dev.originpull.agent.pki.LeafRequest;
import dev.originpull.agent.probe.Alert;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.verdict.Judge;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.Remedies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DemoTest {
    private static final Hostname HOSTNAME = new Hostname("app.example.com");
    private static final Judge JUDGE = new Judge(Remedies.NONE, chain -> false);
    private static final CertificateAuthority CA = CertificateAuthority.create(
            KeyType.P256, CertificateAuthority.commonName("Test CA"), Duration.ofDays(1), Clock.systemUTC());
    private static final Credential LEAF = CA.issueClientLeaf(KeyType.P256, HOSTNAME.name(), Duration.ofDays(1));
    private static final Credential SERVER =
            CA.issueServerCertificate(KeyType.P256, HOSTNAME.name(), Duration.ofDays(1));

    private static Demo demo;
    private static Map<Behaviour, OriginReport> reports = Map.of();

    @BeforeAll
    static void probe() throws IOException {
        demo = Demo.start(HOSTNAME, new DemoCertificates(CA.certificate(), LEAF, SERVER));
        reports = demo.probe(LEAF, "originpull/test", JUDGE);
    }

    @AfterAll
    static void close() {
        demo.close();
    }

    @ParameterizedTest
    @EnumSource(Behaviour.class)
    void everyOriginIsJudgedToBeWhatItIs(Behaviour behaviour) {
        assertThat(report(reports, behaviour).mode()).isEqualTo(behaviour.mode());
    }

    @ParameterizedTest
    @CsvSource({"REQUIRED,NONE,116", "REQUIRED,FORGED,48", "OPTIONAL,FORGED,48", "TAKES_ANY,NONE,116"})
    void refusesWithAnAlertAfterTheHandshake(Behaviour behaviour, Identity who, int alert) {
        assertThat(ending(report(reports, behaviour), who)).isEqualTo(new Ending.Alerted(new Alert(alert), true));
    }

    @Test
    void namesItsCaToClients() {
        assertThat(report(reports, Behaviour.REQUIRED).attempts())
                .allSatisfy(attempt -> assertThat(attempt.observation()
                                .tls()
                                .orElseThrow()
                                .certificateRequest()
                                .orElseThrow()
                                .acceptableIssuers())
                        .containsExactly("CN=Test CA"));
    }

    @Test
    void anExpiredLeafIsRefusedForItsDate() {
        Instant now = Instant.now();
        Credential expired = CA.issue(new LeafRequest(
                KeyType.P256,
                CertificateAuthority.commonName(HOSTNAME.name()),
                List.of(HOSTNAME.name()),
                LeafRequest.Usage.CLIENT,
                now.minus(Duration.ofDays(2)),
                now.minus(Duration.ofDays(1))));

        Map<Behaviour, OriginReport> seen = demo.probe(expired, "originpull/test", JUDGE);

        assertThat(report(seen, Behaviour.REQUIRED).mode()).isEqualTo(Mode.MISMATCH);
        assertThat(ending(report(seen, Behaviour.REQUIRED), Identity.LEAF))
                .isEqualTo(new Ending.Alerted(new Alert(45), true));
    }

    @Test
    void nobodyListensAfterTheEnd() throws IOException {
        DemoOrigin origin = DemoOrigin.start(Behaviour.REQUIRED, SERVER, CA.certificate());
        InetSocketAddress address = origin.address();
        origin.close();

        assertThatIOException().isThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close());
    }

    private static OriginReport report(Map<Behaviour, OriginReport> of, Behaviour behaviour) {
        return Objects.requireNonNull(of.get(behaviour), "every origin is probed");
    }

    private static Ending ending(OriginReport report, Identity who) {
        return report.attempts().stream()
                .map(attempt -> attempt.observation())
                .filter(seen -> seen.attempt().identity() == who)
                .findFirst()
                .orElseThrow()
                .ending();
    }
}
