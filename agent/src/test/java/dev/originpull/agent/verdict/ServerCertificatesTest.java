package dev.originpull.agent.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.config.Hostname;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerCertificatesTest {
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
        assertThat(ServerCertificates.covers(
                        Certificates.server(END, "other.test", presented), Hostname.parse("app.example.com")))
                .isEqualTo(covers);
    }

    @Test
    void doesNotGoByTheCommonName() {
        assertThat(ServerCertificates.covers(Certificates.server(END), Hostname.parse("app.example.com")))
                .isFalse();
    }

    @Test
    void reportsTheServersOwnCertificate() {
        assertThat(ServerCertificates.facts(
                        List.of(Certificates.server(END, "app.example.com")), Hostname.parse("app.example.com"), true))
                .isEqualTo(new ServerCertificate("CN=app.example.com", "CN=Some CA", END, true, true));
    }
}
