package dev.originpull.agent.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.pki.CertificateAuthority;
import dev.originpull.agent.pki.KeyType;
import dev.originpull.agent.pki.Pem;
import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.catalog.ServerPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptedCaTest {
    private static final String ONE = pem("One");
    private static final String TWO = pem("Two");

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("one"), ONE);
        Files.writeString(folder.resolve("two"), TWO);
        Files.writeString(folder.resolve("both"), "# order and comments do not matter\n" + TWO + ONE);
        Files.writeString(folder.resolve("bad"), "nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one  | two  | certificates of 'CN=One' will no longer be accepted; certificates of 'CN=Two' will be accepted as well",
                "both | one  | (identity.ca); certificates of 'CN=Two' will no longer be accepted: to keep the CAs",
                "one  | both | (identity.ca); certificates of 'CN=Two' will be accepted as well: to keep the CAs",
                "bad  | one  | which cannot be compared with",
                "gone | one  | which cannot be compared with"
            })
    void saysWhoseCertificatesAreAcceptedNoLonger(String theirs, String ours, String expected) throws Exception {
        assertThat(notes("ssl_client_certificate " + folder.resolve(theirs) + ";", ours))
                .singleElement()
                .asString()
                .startsWith("adopted-ca: /etc/nginx/sites-enabled/app:4 names " + folder.resolve(theirs) + ", ")
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl_client_certificate FOLDER/both;",
                "ssl_client_certificate   \"FOLDER/both\" ;",
                "SSLCACertificateFile FOLDER/both",
                "sslcacertificatefile 'FOLDER/both'",
                "ssl_verify_client on;",
                "ssl_crl FOLDER/one;"
            })
    void saysNothingIfTheCasAreTheSame(String directive) throws Exception {
        Files.writeString(folder.resolve("ours"), ONE + TWO);

        assertThat(notes(directive.replace("FOLDER", folder.toString()), "ours"))
                .isEmpty();
    }

    @Test
    void doesNotGuessTheFolderOfARelativeName() throws Exception {
        assertThat(notes("ssl_client_certificate ca/one.pem;", "one"))
                .singleElement()
                .asString()
                .contains("names ca/one.pem, relative to the server's folder", "check that both hold the same CAs");
    }

    private List<String> notes(String directive, String ours) throws InvalidValueException {
        return AdoptedCa.notes(
                Locations.adopting(directive),
                Optional.of(ServerPath.parse(folder.resolve(ours).toString())));
    }

    private static String pem(String name) {
        return Pem.encode(CertificateAuthority.create(
                        KeyType.P256, CertificateAuthority.commonName(name), Duration.ofDays(9), Clock.systemUTC())
                .certificate());
    }
}
