package dev.originpull.configgen.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;

/** Any bytes are a document or one {@link YamlException}. */
class YamlReaderPropertyTest {
    private static final int LIMIT = 64 * 1024;
    private static Path file = Path.of("a.yaml");

    @BeforeContainer
    static void folder() throws IOException {
        file = Files.createTempDirectory("originpull-yaml").resolve("a.yaml");
    }

    @AfterContainer
    static void delete() throws IOException {
        Files.deleteIfExists(file);
        Files.delete(file.getParent());
    }

    @Provide
    Arbitrary<String> documents() {
        return Arbitraries.of(
                        "a: b\n",
                        "- ",
                        "  ",
                        "\t",
                        "[",
                        "]",
                        "{",
                        "}",
                        "&x ",
                        "*x",
                        "!!binary ",
                        "!<x> ",
                        "? ",
                        ": ",
                        "\"",
                        "'",
                        "|\n",
                        ">+2\n",
                        "%YAML 1.1\n",
                        "%TAG ! x\n",
                        "---\n",
                        "...\n",
                        "\\x",
                        "\\uD800",
                        "\u0000",
                        "\uFEFF",
                        "\u0085",
                        "\u2028",
                        "#",
                        "<<: ",
                        "~",
                        "=",
                        "0x",
                        ".inf",
                        "2001-01-01",
                        "\ud800",
                        "@",
                        "`",
                        "a",
                        ",",
                        "\n",
                        "\r")
                .list()
                .ofMaxSize(25)
                .map(words -> String.join("", words));
    }

    @Property(tries = 5_000)
    void readsOrRefusesAnyText(@ForAll("documents") String text) throws IOException {
        read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 1_000)
    void readsOrRefusesAnyBytes(@ForAll @Size(max = 200) byte[] bytes) throws IOException {
        read(bytes);
    }

    /** Not a stack of calls for each bracket. */
    @Property(tries = 30)
    void refusesWhatIsNestedWithoutEnd(@ForAll("openings") String opening) throws IOException {
        read(opening.repeat(LIMIT / opening.length() - 1).getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> openings() {
        return Arbitraries.of("[", "{a: ", "- ", "? ", "[{", "{[");
    }

    private static void read(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try {
            assertThat(YamlReader.read(file, LIMIT).root()).isNotNull();
            Statistics.collect("read");
        } catch (YamlException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            Statistics.collect("refused");
        }
    }
}
