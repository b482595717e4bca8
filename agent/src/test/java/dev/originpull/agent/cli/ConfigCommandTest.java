package dev.originpull.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.originpull.agent.pki.CertificateAuthority;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.CredentialFiles;
import dev.originpull.agent.pki.KeyType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
    private static final String GOOD = """
            identity: {certificate: leaf.pem, private-key: leaf.key}
            origins:
              - {hostname: app.example.com, addresses: [192.0.2.1, "[2001:db8::1]:8443"], expect: required}
              - {hostname: b.example.com, addresses: [192.0.2.1]}
            """;

    @TempDir
    private Path folder;

    private Path file = Path.of("originpull.yaml");

    @BeforeEach
    void writeKeys() throws IOException {
        file = folder.resolve("originpull.yaml");
        Clock clock = Clock.fixed(Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC);
        Credential leaf = CertificateAuthority.create(
                        KeyType.P256, CertificateAuthority.commonName("CA"), Duration.ofDays(40_000), clock)
                .issueClientLeaf(KeyType.P256, "app.example.com", Duration.ofDays(29_220));
        CredentialFiles.writeCertificates(folder.resolve("leaf.pem"), leaf.chain());
        CredentialFiles.writeKey(folder.resolve("leaf.key"), leaf.key());
    }

    @Test
    void saysWhatIsInAGoodFile() throws IOException {
        assertThat(check(GOOD)).isEqualTo(new Ran(0, file + """
                 can be used

                  origins     2, at 3 addresses: 1 required, 1 without an expectation
                  identities  default, CN=app.example.com, expires 2100-01-01
                  probes      every 1m, 5s each at most, 64 at a time
                  listens on  127.0.0.1:9820, plain HTTP, no passwords
                """, ""));
    }

    @Test
    void saysWhichServerIsChanged() throws IOException {
        String server = "server: {kind: nginx, config: /etc/nginx/nginx.conf}\n";
        assertThat(check(GOOD + server).out()).endsWith("\n  changes     nginx, /etc/nginx/nginx.conf\n");

        Ran ran = check(GOOD + server.replace("nginx,", "ngix,"));
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("'server.kind'", "did you mean nginx?").hasLineCount(1);
    }

    @Test
    void saysItAsJson() throws IOException {
        JsonNode json = new ObjectMapper().readTree(check(GOOD, "-o", "json").out());

        assertThat(json.get("origins").asInt()).isEqualTo(2);
        assertThat(json.get("addresses").asInt()).isEqualTo(3);
        assertThat(json.at("/identities/0/name").asText()).isEqualTo("default");
        assertThat(json.at("/identities/0/notAfter").asText()).startsWith("2100-01-01T");
        assertThat(json.get("listen").asText()).isEqualTo("127.0.0.1:9820");
        assertThat(json.get("tls").asBoolean()).isFalse();
        assertThat(json.get("warnings")).isEmpty();
    }

    @Test
    void warnsOnStderr() throws IOException {
        String text = GOOD + "cloudflare: {zone: example.com, token-file: gone}\n";

        Ran ran = check(text);
        assertThat(ran.exit()).isZero();
        assertThat(ran.err())
                .startsWith("originpull: warning: " + file + ": 'cloudflare.token-file': ")
                .hasLineCount(1);
        assertThat(check(text, "-q").err()).isEmpty();
    }

    @Test
    void saysEachMistakeOnALineAndExitsWith2() throws IOException {
        Ran ran = check(GOOD.replace("hostname", "hostnmae"));

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines())
                .hasSize(5)
                .last()
                .isEqualTo("originpull: " + file + " cannot be used: mend it and run it again");
        assertThat(ran.err()).contains(file + ":3: unknown key 'origins[1].hostnmae': did you mean hostname?");
    }

    @Test
    void saysWhichFileIsMissing() {
        Ran ran = Ran.originpull("config", "check", "--config", "/nonexistent/originpull.yaml");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("/nonexistent/originpull.yaml: there is no such file: check the path");
    }

    @Test
    void refusesFormatsThatItDoesNotHave() throws IOException {
        assertThat(check(GOOD, "-o", "junit").exit()).isEqualTo(2);
    }

    @Test
    void printsTheSchema() throws IOException {
        Ran ran = Ran.originpull("config", "schema");
        assertThat(ran.exit()).isZero();
        assertThat(new ObjectMapper().readTree(ran.out()).get("$schema").asText())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @Test
    void asksForACommand() {
        Ran ran = Ran.originpull("config");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .isEqualTo("originpull: config what? Name one of check, schema; see originpull config --help\n");
    }

    private Ran check(String text, String... options) throws IOException {
        Files.writeString(file, text);
        String[] words = new String[4 + options.length];
        System.arraycopy(new String[] {"config", "check", "--config", file.toString()}, 0, words, 0, 4);
        System.arraycopy(options, 0, words, 4, options.length);
        return Ran.originpull(words);
    }
}
