package dev.originpull.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema says what the reader does. */
class ConfigSchemaTest {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ConfigSchema.text());

    private static final Path EXAMPLE =
            Path.of(System.getProperty("originpull.checkout", ".."), "src", "docs", "originpull.example.yaml");

    private static final String OF_THE_CONTRACT = """
            identity: {certificate: leaf.pem, private-key: leaf.key, passphrase-file: null, ca: origin-pull-ca.pem}
            origins:
              - hostname: app.example.com
                addresses: [203.0.113.10, "[2001:db8::10]:8443"]
                expect: required
                path: /healthz
                identity: null            # another identity's name from `identities:`
            probe: {interval: 60s, timeout: 5s, concurrency: 64, forged-every: 1}
            web: {listen: "127.0.0.1:9820", tls: null, basic-auth: null, lifecycle: false, probe-targets: configured}
            server: {kind: nginx, config: /etc/nginx/nginx.conf, fragments: /etc/originpull, state: /var/lib/originpull}
            cloudflare: {zone: example.com, token-file: /etc/originpull/token}
            """;

    static Stream<Arguments> sections() {
        return Stream.of(
                Arguments.of("", Keys.FILE),
                Arguments.of("/$defs/identity", Keys.IDENTITY),
                Arguments.of("/$defs/origin", Keys.ORIGIN),
                Arguments.of("/properties/probe", Keys.PROBE),
                Arguments.of("/properties/web", Keys.WEB),
                Arguments.of("/properties/web/properties/tls", Keys.TLS),
                Arguments.of("/properties/server", Keys.SERVER),
                Arguments.of("/properties/cloudflare", Keys.CLOUDFLARE),
                Arguments.of("/properties/origin-log", Keys.ORIGIN_LOG));
    }

    @ParameterizedTest
    @MethodSource("sections")
    void knowsTheKeysOfTheReader(String pointer, Set<String> keys) throws IOException {
        JsonNode section = new ObjectMapper().readTree(ConfigSchema.text()).at(pointer);
        Set<String> described = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> property : section.get("properties").properties()) {
            described.add(property.getKey());
            assertThat(property.getValue().path("description").asText())
                    .as(property.getKey())
                    .isNotBlank();
            assertThat(property.getValue().has("default")).as(property.getKey()).isTrue();
        }
        assertThat(described).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(section.get("additionalProperties").asBoolean(true)).isFalse();
    }

    @Test
    void describesNoSectionThatIsNotCompared() throws IOException {
        List<String> described = new ArrayList<>();
        sections(new ObjectMapper().readTree(ConfigSchema.text()), "", described);
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        sections().map(arguments -> (String) arguments.get()[0]).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OF_THE_CONTRACT,
                AgentConfigFileTest.WHOLE,
                "origins: []",
                "{probe: null, web: {listen: ':9820'}}"
            })
    void takesWhatTheReaderTakes(String yaml) throws IOException {
        assertThat(errors(yaml)).isEmpty();
    }

    @Test
    void takesTheExampleThatTheReaderTakes() throws Exception {
        assertThat(errors(Files.readString(EXAMPLE))).isEmpty();
        assertThat(AgentConfigFile.read(EXAMPLE).origins()).hasSize(2);
    }

    @Test
    void takesTheExampleWithItsCommentsPutToWork() throws Exception {
        String whole = Files.readString(EXAMPLE)
                .replaceAll("(?m)^  tls: null$", "")
                .replaceAll("(?m)^(\\s*)# ((?:  )*(?!yaml-)[a-z-]+:(?: |$))", "$1$2");
        assertThat(errors(whole)).isEmpty();
        assertThat(whole.lines().filter(line -> line.startsWith("server:") || line.startsWith("  tls:")))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "expect: required | expect: requierd",
                "hostname: app.example.com | hostnmae: app.example.com",
                "hostname: app.example.com | hostname: app_example.com",
                "addresses: [203.0.113.10, | addresses: [https://203.0.113.10/,",
                "addresses: [origin.example.net] | addresses: origin.example.net",
                "addresses: [origin.example.net] | addresses: []",
                "path: /healthz | path: healthz",
                "certificate: leaf.pem, | ",
                "  shop: { | default: {",
                "interval: 2m | interval: 0",
                "interval: 2m | interval: 0s",
                "interval: 2m | interval: soon",
                "concurrency: 8 | concurrency: 0",
                "concurrency: 8 | concurrency: 5000",
                "forged-every: 3 | forged-every: 1001",
                "lifecycle: true | lifecycle: 1",
                "listen: \"[::1]:9000\" | listen: example.com:9000",
                "client-auth-type: RequireAndVerifyClientCert | client-auth-type: require",
                "client-ca-file: clients.pem | client-ca-file: null",
                "min-version: TLS12 | min-version: TLS11",
                "alice: $2y$10$ | alice: $2y$17$",
                "{alice: | {\"a:b\": ",
                "[203.0.113.0/24] | all",
                "[203.0.113.0/24] | [example.com]",
                "[203.0.113.0/24] | []",
                "kind: nginx | kind: NGINX!",
                "guard: 90s | guard: soon",
                "program: [/usr/sbin/nginx, | program: ['',",
                "token-file: token | token: token",
                "files: [/var/log/nginx/originpull.log] | files: []",
                "state-file: | sate-file:"
            })
    void refusesWhatTheReaderRefuses(String good, String bad) throws IOException {
        String text = AgentConfigFileTest.WHOLE.replace(good, bad == null ? "" : bad);
        assertThat(text).isNotEqualTo(AgentConfigFileTest.WHOLE);
        assertThat(errors(text)).isNotEmpty();
    }

    private static void sections(JsonNode node, String pointer, List<String> found) {
        if (node.path("properties").isObject() && node.has("additionalProperties")) {
            found.add(pointer);
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            sections(field.getValue(), pointer + "/" + field.getKey(), found);
        }
    }

    private static List<String> errors(String yaml) throws IOException {
        JsonNode document = new ObjectMapper(new YAMLFactory()).readTree(yaml);
        return SCHEMA.validate(document.toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }
}
