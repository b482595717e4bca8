package dev.originpull.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.originpull.agent.config.AgentConfigFile;
import dev.originpull.agent.config.ConfigSchema;
import dev.originpull.agent.pki.CertificateAuthority;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.CredentialFiles;
import dev.originpull.agent.pki.KeyType;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigCommandTest {
    private static final String GOOD = """
            identity: {certificate: leaf.pem, private-key: leaf.key}
            origins:
              - {hostname: app.example.com, addresses: [192.0.2.1, "[2001:db8::1]:8443"], expect: required}
              - {hostname: b.example.com, addresses: [192.0.2.1]}
            """;

    private static final String TLS = "web: {tls: {cert-file: server.pem, key-file: server.key}}\n";
    private static final String HASH = "$2y$04$FUJ6F4ZBqZWb6ieUOaz8e.qntoGEC3zlP1Rs00MBwi.oSQu1TtTUC";

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
                  probes      every 60s, 10s each at most, 64 at a time
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
                .startsWith("originpull: warning: " + file + ": 'cloudflare' has no effect")
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
                .isEqualTo("originpull: " + file + " cannot be used: fix it and run the command again");
        assertThat(ran.err()).contains(file + ":3: unknown key 'origins[1].hostnmae': did you mean hostname?");
    }

    @Test
    void saysWhichFileIsMissing() {
        Ran ran = Ran.originpull("config", "check", "--config", "/nonexistent/originpull.yaml");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .isEqualTo("originpull: no configuration: /nonexistent/originpull.yaml does not exist: name an existing"
                        + " file with --config\n");
    }

    @Test
    void takesTheFileWithoutAnOption() throws IOException {
        Files.writeString(file, GOOD);

        assertThat(Ran.originpull("config", "check", file.toString()).out()).startsWith(file + " can be used");
        assertThat(Ran.originpull("config", "check", file.toString(), "--config", file.toString())
                        .exit())
                .isEqualTo(2);
    }

    /** What Java has and BoringSSL has not passed the check before, and then kept the agent from starting. */
    @Test
    void acceptsTheCipherSuitesThatServeAccepts() throws Exception {
        writeServer();
        List<String> accepted = new ArrayList<>();
        for (String suite : SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites()) {
            Ran ran = check(GOOD + TLS.replace("}}", ", cipher-suites: [" + suite + "]}}"));
            if (ran.exit() == 0) {
                accepted.add(suite);
            } else {
                assertThat(ran.exit()).as(ran.err()).isEqualTo(2);
                assertThat(ran.err()).contains("BoringSSL has no cipher suite '" + suite + "'");
            }
        }
        assertThat(accepted).isSubsetOf(OpenSsl.availableJavaCipherSuites()).hasSizeGreaterThan(10);
    }

    @Test
    void makesTheContextOfTls() throws Exception {
        writeServer();
        assertThat(check(GOOD + TLS).exit()).isZero();

        CertificateAuthority signer = CertificateAuthority.create(
                KeyType.P256, CertificateAuthority.commonName("CA"), Duration.ofDays(365), Clock.systemUTC());
        Files.delete(folder.resolve("server.key"));
        Files.delete(folder.resolve("server.pem"));
        CredentialFiles.writeCertificates(folder.resolve("server.pem"), List.of(signer.certificate()));
        CredentialFiles.writeKey(folder.resolve("server.key"), signer.key());

        Ran ran = check(GOOD + TLS);
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .contains(file + ":", "its key usage lacks digitalSignature")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0:9820,       '',    over plain HTTP and without a password",
        "':9820',            '',    over plain HTTP and without a password",
        "'[::]:9820',        '',    over plain HTTP and without a password",
        "192.0.2.7:9820,     '',    over plain HTTP and without a password",
        "192.0.2.7:9820,     tls,   without a password",
        "192.0.2.7:9820,     users, ''",
        "127.0.0.1:9820,     '',    ''",
        "127.9.9.9:9820,     '',    ''",
        "'[::1]:9820',       '',    ''",
    })
    void warnsOfAnAgentThatAnyoneMayAsk(String listen, String protection, String warning) throws Exception {
        writeServer();
        String web = "web: {listen: \"" + listen + "\""
                + switch (protection) {
                    case "tls" -> ", tls: {cert-file: server.pem, key-file: server.key}";
                    case "users" -> ", basic-auth: {ann: " + HASH + "}";
                    default -> "";
                }
                + "}\n";

        Ran ran = check(GOOD + web);

        assertThat(ran.exit()).as(ran.err()).isZero();
        if (warning.isEmpty()) {
            assertThat(ran.err()).isEmpty();
        } else {
            assertThat(ran.err())
                    .contains("'web.listen'", warning, "the client key")
                    .hasLineCount(1);
            assertThat(check(GOOD + web, "-o", "json").out()).contains("is open to the network");
        }
    }

    private void writeServer() throws IOException {
        Credential server = CertificateAuthority.create(
                        KeyType.P256, CertificateAuthority.commonName("CA"), Duration.ofDays(365), Clock.systemUTC())
                .issueServerCertificate(KeyType.P256, "localhost", Duration.ofDays(300));
        CredentialFiles.writeCertificates(folder.resolve("server.pem"), server.chain());
        CredentialFiles.writeKey(folder.resolve("server.key"), server.key());
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
                .contains("Usage: originpull config COMMAND", "  check ", "  init ", "  schema ")
                .doesNotContain("--verbose");
    }

    @Test
    void takesTheFileAsAnArgumentToo() throws IOException {
        Files.writeString(file, GOOD);

        assertThat(Ran.originpull("config", "check", file.toString())).isEqualTo(check(GOOD));
        assertThat(Ran.originpull("config", "check", "-c", file.toString())).isEqualTo(check(GOOD));
    }

    @Test
    void writesTheExampleAndNeverOverAFile() throws Exception {
        Path made = folder.resolve("made.yaml");

        Ran first = Ran.originpull("config", "init", made.toString());
        Ran second = Ran.originpull("config", "init", made.toString());
        Ran lost = Ran.originpull(
                "config", "init", folder.resolve("no/such/folder.yaml").toString());

        assertThat(first.exit()).isZero();
        assertThat(first.out()).startsWith("wrote " + made);
        assertThat(Files.readString(made))
                .contains("identity:", "origins:", "# ")
                .isEqualTo(ConfigSchema.example());
        assertThat(AgentConfigFile.read(made).origins()).isNotEmpty();
        assertThat(second.exit()).isEqualTo(2);
        assertThat(second.err())
                .isEqualTo("originpull: " + made + " exists, and is not overwritten: name another FILE\n");
        assertThat(lost.exit()).isEqualTo(2);
        assertThat(lost.err()).contains("its directory does not exist").hasLineCount(1);
    }

    private Ran check(String text, String... options) throws IOException {
        Files.writeString(file, text);
        String[] words = new String[4 + options.length];
        System.arraycopy(new String[] {"config", "check", "--config", file.toString()}, 0, words, 0, 4);
        System.arraycopy(options, 0, words, 4, options.length);
        return Ran.originpull(words);
    }
}
