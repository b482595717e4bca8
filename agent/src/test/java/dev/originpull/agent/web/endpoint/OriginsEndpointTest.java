package dev.originpull.agent.web.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsEndpointTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/api/v1/origins";

    private final SmallFleet fleet = SmallFleet.ofThree();

    @Test
    void writesTheFleetAsProbeDoesWithSinceWhen() throws IOException {
        Asking.Reply reply = Asking.get(OriginsEndpoint.all(fleet), PATH);

        assertThat(reply.contentType()).isEqualTo("application/json; charset=utf-8");
        JsonNode document = JSON.readTree(reply.body());
        assertThat(document.get("version").asInt()).isEqualTo(1);
        assertThat(document.get("origins")).hasSize(3);
        assertThat(document.get("origins").get(0).toString())
                .isEqualTo("""
                {"address":"203.0.113.10:443","hostname":"app.example.com","mode":"required","expected":"required",\
                "verdict":"pass","reason":"A } in it.","attempts":[],"serverCertificate":null,"findings":[],\
                "durationMs":9.4,"id":"%s","path":"/","probedAt":"2026-11-21T08:00:00.500Z",\
                "changedAt":"2026-11-21T07:00:00Z","unconfirmed":false,"history":[{"at":"2026-11-21T07:00:00Z",\
                "mode":"required","verdict":"pass"}]}""".formatted(fleet.standings().get(0).watch().id()));
    }

    @Test
    void doesNotPretendToKnowWhatNobodyHasLookedAt() throws IOException {
        JsonNode unseen = JSON.readTree(
                        Asking.get(OriginsEndpoint.all(fleet), PATH).body())
                .get("origins")
                .get(2);

        assertThat(unseen.get("address").asText()).isEqualTo("nowhere.example.com:8443");
        assertThat(unseen.get("mode").asText()).isEqualTo("inconclusive");
        assertThat(unseen.get("verdict").asText()).isEqualTo("unknown");
        assertThat(unseen.get("reason").asText()).isEqualTo("The origin has not been looked at yet.");
        assertThat(unseen.get("probedAt").isNull()).isTrue();
        assertThat(unseen.get("changedAt").isNull()).isTrue();
    }

    @Test
    void keepsToItsSchema() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(
                        Path.of(System.getProperty("originpull.checkout", ".."), "src/docs/probe-output.schema.json")));

        String document = Asking.get(OriginsEndpoint.all(fleet), PATH).body();
        assertThat(schema.validate(document, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(document.replace("changedAt", "changed"), InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema.validate(
                        Asking.get(OriginsEndpoint.all(new SmallFleet(List.of())), PATH)
                                .body(),
                        InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mode=required,                         app.example.com",
        "mode=required mode=optional,           app.example.com www.example.com",
        "verdict=fail,                          www.example.com",
        "verdict=unknown,                       new.example.com",
        "mode=inconclusive verdict=unknown,     new.example.com",
        "hostname=APP.example.com,              app.example.com",
        "hostname=app.example.com verdict=fail, ''",
    })
    void filters(String parameters, String hostnames) throws IOException {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String parameter : parameters.split(" ", -1)) {
            String[] parts = parameter.split("=", 2);
            query.merge(parts[0], List.of(parts[1]), (a, b) -> List.of(a.get(0), b.get(0)));
        }
        JsonNode origins = JSON.readTree(Asking.ask(OriginsEndpoint.all(fleet), "GET", PATH, query, Map.of())
                        .body())
                .get("origins");
        assertThat(origins.findValuesAsText("hostname"))
                .isEqualTo(hostnames.isEmpty() ? List.of() : Arrays.asList(hostnames.split(" ", -1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode=enforced", "verdict=", "hostname=a b", "host=app.example.com"})
    void saysWhichFilterIsWrong(String parameter) throws IOException {
        String[] parts = parameter.split("=", 2);
        Asking.Reply reply =
                Asking.ask(OriginsEndpoint.all(fleet), "GET", PATH, Map.of(parts[0], List.of(parts[1])), Map.of());
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).startsWith("The parameter");
    }

    @Test
    void findsOneByItsId() throws IOException {
        String id = fleet.standings().get(1).watch().id();
        Asking.Reply found = Asking.get(OriginsEndpoint.one(fleet), PATH + "/" + id);
        assertThat(JSON.readTree(found.body()).get("hostname").asText()).isEqualTo("www.example.com");
        assertThat(JSON.readTree(found.body()).get("unconfirmed").asBoolean()).isTrue();
        assertThat(Asking.get(OriginsEndpoint.one(fleet), PATH + "/0000").status())
                .isEqualTo(404);
    }
}
