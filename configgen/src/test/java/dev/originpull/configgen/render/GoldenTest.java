package dev.originpull.configgen.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.configgen.Checkout;
import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.catalog.Server;
import dev.originpull.configgen.catalog.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every server and stage against the text that it is to be, byte for byte and in Turkish. After a wanted change,
 * {@code -Doriginpull.golden=write} writes the files anew: read the difference before you commit it.
 */
class GoldenTest {
    private static final Path GOLDEN = Checkout.root().resolve("configgen/src/test/resources/golden");

    private final Locale before = Locale.getDefault();

    static Stream<Arguments> cases() throws Exception {
        Stream.Builder<Arguments> cases = Stream.builder();
        for (Server server : Checkout.catalog().servers()) {
            for (Stage stage : Stage.values()) {
                cases.add(Arguments.of(
                        server.name(), stage.word(), Requests.at(stage).build()));
                cases.add(Arguments.of(
                        server.name(), stage + "-everything", everything(stage).build()));
                cases.add(Arguments.of(
                        server.name(), stage + "-full", everything(stage).full().build()));
            }
            cases.add(Arguments.of(
                    server.name(),
                    "required-full-plain",
                    Requests.at(Stage.REQUIRED).full().build()));
            cases.add(Arguments.of(
                    server.name(),
                    "required-full-wildcard-new",
                    Requests.at(Stage.REQUIRED)
                            .full()
                            .hostname("*.example.com")
                            .version("99.0.0")
                            .build()));
        }
        return cases.build();
    }

    private static Requests everything(Stage stage) throws InvalidValueException {
        return Requests.at(stage)
                .ca("/etc/ssl/Zoë's \"CA\" {1}; $x #2\\.pem")
                .crl("/etc/ssl/crl.pem")
                .depth(3)
                .hostname("app.example.com")
                .log();
    }

    @BeforeEach
    void goToTurkey() {
        Locale.setDefault(new Locale("tr", "TR"));
    }

    @AfterEach
    void comeBack() {
        Locale.setDefault(before);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void isTheTextThatItIsToBe(String server, String name, Request request) throws Exception {
        Catalog catalog = Checkout.catalog();
        String text = new Generator(catalog).render(catalog.server(server), request);
        Path golden = GOLDEN.resolve(server).resolve(name + ".conf");
        if ("write".equals(System.getProperty("originpull.golden"))) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, text);
        }
        assertThat(golden).hasContent(text);
    }
}
