package dev.originpull.configgen.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.configgen.Checkout;
import dev.originpull.configgen.catalog.QuotingStyle;
import dev.originpull.configgen.catalog.Server;
import dev.originpull.configgen.catalog.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** src/docs/templates.md names all that who adds a server can use. */
class TemplatesDocumentTest {
    private static final Path DOCUMENT = Checkout.root().resolve("src/docs/templates.md");

    @Test
    void namesEveryVariable() throws Exception {
        Server server = Checkout.catalog().server("nginx");
        Request request =
                Requests.at(Stage.REQUIRED).crl("/crl").hostname("a.example").build();
        assertThat(Model.of(server, request, server.stage(Stage.REQUIRED).orElseThrow())
                        .keySet())
                .allSatisfy(name -> assertThat(DOCUMENT).content().containsPattern("`" + name + "[`.(]"));
    }

    @Test
    void namesEveryKey() throws Exception {
        List<String> keys = Files.readAllLines(Checkout.templates().resolve("nginx/server.yaml")).stream()
                .filter(line -> line.matches("[a-z-]+:.*"))
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
        assertThat(keys)
                .hasSize(13)
                .allSatisfy(key -> assertThat(DOCUMENT).content().containsPattern("\\| `" + key + "[`.]"));
    }

    @Test
    void namesEveryStyle() {
        assertThat(Arrays.stream(QuotingStyle.values()).map(QuotingStyle::word))
                .allSatisfy(style -> assertThat(DOCUMENT).content().contains("| `" + style + "` |"));
    }
}
