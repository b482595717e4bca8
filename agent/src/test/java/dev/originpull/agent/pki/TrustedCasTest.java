package dev.originpull.agent.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedCasTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final CertificateAuthority ca = authority("CA", 1000);
    private final Credential leaf = ca.issueClientLeaf(KeyType.P256, "app.example.com", Duration.ofDays(100));

    @TempDir
    private Path folder;

    @Test
    void findsTheWayToTheRootAndHowFarItIs() throws IOException {
        TrustedCas trusted = check(Pem.encode(List.of(authority("Old CA", 1).certificate(), ca.certificate())), NOW);

        assertThat(trusted.complaints()).isEmpty();
        assertThat(trusted.path()).containsExactly(ca.certificate());
        assertThat(trusted.depth()).isEqualTo(1);
    }

    @Test
    void tellsTheCasThatDoNotLeadToTheLeaf() throws IOException {
        CertificateAuthority old = authority("Old CA", 1);
        CertificateAuthority namesake = authority("CA", 1000);

        assertThat(check(Pem.encode(ca.certificate()), NOW).further()).isEmpty();
        assertThat(check(
                                Pem.encode(List.of(
                                        old.certificate(),
                                        ca.certificate(),
                                        namesake.certificate(),
                                        old.certificate())),
                                NOW)
                        .further())
                .containsExactly(old.certificate(), namesake.certificate());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=origin-pull.cloudflare.net,ST=California,O=CloudFlare\\, Inc.,C=US | true",
                "C=US, CN=Origin-Pull.cloudflare.net | true",
                "CN=origin-pull.cloudflare.net.example.com | false",
                "CN=my origin-pull.cloudflare.net | false"
            })
    void knowsTheCaThatSignsForAllOfCloudflaresCustomers(String name, boolean shared) {
        assertThat(SharedCa.isName(name)).isEqualTo(shared);
    }

    @Test
    void refusesABrokenBlockBesideAGoodOne() throws IOException {
        String good = Pem.encode(ca.certificate());

        assertComplaint(good + good.replace("MII", "%%%"), "block 2 (CERTIFICATE) is not Base64");
        assertComplaint(good + good.replace("-----END CERTIFICATE-----", ""), "was the file cut off?");
        assertComplaint(good + good.replaceFirst("\n[^\n]{20}", "\n"), "the certificate in block 2 cannot be read");
        assertComplaint(
                good + good.replace("BEGIN CERTIFICATE-----", "BEGIN CERTIFICATE----"), "2 lines begin a block, but 1");
        assertComplaint("no PEM at all\n", "is not PEM");
        assertComplaint("", "is empty");
    }

    @Test
    void refusesWhatHasNoPlaceInACaFile() throws IOException {
        String good = Pem.encode(ca.certificate());

        assertComplaint(good + Pem.encode(leaf.key()), "block 2 is a private key: leave nothing but the CA's");
        assertComplaint(good + Pem.encode(leaf.leaf()), "holds a certificate that is no CA's: 'CN=app.example.com'");
        assertComplaint(Pem.encode(authority("Another", 100).certificate()), "the leaf does not come from this CA");
    }

    @Test
    void refusesWhatIsNotValidNow() throws IOException {
        String good = Pem.encode(ca.certificate());

        assertThat(check(good, NOW.plus(Duration.ofDays(101))).complaints())
                .singleElement()
                .asString()
                .contains("the leaf expired at 2027-03-01T");
        assertThat(check(good, NOW.minus(Duration.ofDays(1))).complaints()).hasSize(2);
        assertThat(check(good, NOW.plus(Duration.ofDays(1001))).complaints()).hasSize(2);
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThat(TrustedCas.check(folder.resolve("gone.pem"), leaf, NOW).complaints())
                .singleElement()
                .asString()
                .startsWith("No such file: ");
    }

    private void assertComplaint(String pem, String complaint) throws IOException {
        assertThat(check(pem, NOW).complaints())
                .as(complaint)
                .singleElement()
                .asString()
                .contains(complaint);
    }

    private TrustedCas check(String pem, Instant now) throws IOException {
        return TrustedCas.check(Files.writeString(folder.resolve("ca.pem"), pem), leaf, now);
    }

    private static CertificateAuthority authority(String name, int days) {
        return CertificateAuthority.create(
                KeyType.P256, CertificateAuthority.commonName(name), Duration.ofDays(days), CLOCK);
    }
}
