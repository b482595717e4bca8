package dev.originpull.agent.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.pki.OddCertificates;
import dev.originpull.agent.pki.SentCertificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerCertificatesTest {
    private static final Hostname APP = Hostname.parse("app.example.com");
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "app.example.com, true",
        "APP.Example.COM, true",
        "*.example.com, true",
        "*.app.example.com, false",
        "*.com, false",
        "a*.example.com, false",
        "*, false",
        "*.*.com, false",
        "example.com, false",
        "app.example.com.evil.test, false"
    })
    void coversAHostnameByItsDnsNamesOnly(String presented, boolean covers) {
        assertThat(matches(Certificates.server(END, "other.test", presented))).isEqualTo(covers);
    }

    @Test
    void doesNotGoByTheCommonName() {
        assertThat(matches(Certificates.server(END))).isFalse();
    }

    @Test
    void reportsTheServersOwnCertificate() {
        assertThat(ServerCertificates.read(List.of(Certificates.server(END, "app.example.com")), APP, chain -> true))
                .isEqualTo(new ServerCertificates.Read(
                        Optional.of(new ServerCertificate("CN=app.example.com", "CN=Some CA", END, true, true)),
                        Optional.empty()));
    }

    @Test
    void readsWhatJavaRefusesAndSaysWhy() {
        ServerCertificates.Read read = ServerCertificates.read(
                List.of(new SentCertificate(OddCertificates.EMPTY_SUBJECT.bytes())), APP, chain -> true);

        assertThat(read.unreadable()).hasValueSatisfying(why -> assertThat(why).contains("MUST be marked critical"));
        assertThat(read.facts())
                .hasValueSatisfying(facts -> assertThat(facts.matchesHostname()).isTrue());
        assertThat(read.facts().orElseThrow().trusted()).isFalse();
    }

    @Test
    void saysNothingOfWhatIsNoCertificate() {
        ServerCertificates.Read read =
                ServerCertificates.read(List.of(new SentCertificate(new byte[] {1, 2, 3})), APP, chain -> true);

        assertThat(read.facts()).isEmpty();
        assertThat(read.unreadable()).isPresent();
    }

    private static boolean matches(X509Certificate certificate) {
        return ServerCertificates.read(List.of(certificate), APP, chain -> true)
                .facts()
                .orElseThrow()
                .matchesHostname();
    }
}
