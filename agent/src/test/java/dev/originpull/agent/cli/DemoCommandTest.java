package dev.originpull.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.originpull.agent.pki.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"en-US", "tr-TR"})
    void tellsTheStoryFromCertificatesToConfiguration(String language) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            Ran ran = Ran.originpull("demo");

            assertThat(ran.out())
                    .containsSubsequence(
                            "1. Certificates\n",
                            "origin-pull-ca.pem",
                            "2. Servers\n",
                            "3. Probe\n",
                            "  app.example.com  REQUIRED  as expected\n",
                            "  app.example.com  OPTIONAL  expected required\n",
                            "  app.example.com  OFF  expected required\n",
                            "  app.example.com  REQUIRED-ANY  expected required\n",
                            "4 origins: 1 as expected, 3 not\n",
                            "4. Fix\n",
                            "# Regenerate with: originpull generate nginx --stage required --ca-file ",
                            "ssl_verify_client on;\n",
                            "5. Next\n");
            assertThat(ran.err()).isEmpty();
            assertThat(ran.exit()).isZero();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void leavesNothingBehind() {
        Ran ran = Ran.originpull("demo");

        Matcher folder = Pattern.compile("(?m)^They are in (\\S+) until").matcher(ran.out());
        assertThat(folder.find()).isTrue();
        assertThat(Path.of(folder.group(1))).doesNotExist();
    }

    @Test
    void keepsTheCertificatesWhereItIsTold(@TempDir Path parent) throws Exception {
        Path folder = parent.resolve("new/folder");

        Ran ran = Ran.originpull("demo", "--keep", folder.toString());

        assertThat(ran.out()).contains("They are kept in " + folder + ".\n");
        assertThat(folder).isDirectoryContaining("glob:**/origin-pull-ca.pem");
        assertThat(Credential.load(folder.resolve("leaf.pem"), folder.resolve("leaf.key"), Optional.empty())
                        .leaf()
                        .getSubjectX500Principal()
                        .getName())
                .isEqualTo("CN=app.example.com");
    }

    @Test
    void writesTheDocumentOfTheProbeForPrograms() throws IOException {
        Ran ran = Ran.originpull("demo", "-o", "json");

        JsonNode origins = new ObjectMapper().readTree(ran.out()).path("origins");
        assertThat(origins.findValuesAsText("mode")).containsExactly("required", "optional", "off", "required-any");
        assertThat(origins.findValuesAsText("verdict")).containsExactly("pass", "fail", "fail", "fail");
        assertThat(ran.exit()).isZero();
    }

    @Test
    void showsTheReportsAloneWhenQuiet() {
        assertThat(Ran.originpull("demo", "--quiet").out())
                .startsWith("127.0.0.1:")
                .endsWith("\n4 origins: 1 as expected, 3 not\n");
    }

    @Test
    void overwritesNothing(@TempDir Path folder) throws IOException {
        Path leaf = Files.writeString(folder.resolve("leaf.key"), "the only copy");

        Ran ran = Ran.originpull("demo", "--keep", folder.toString());

        assertThat(ran.err()).contains(leaf + " is there already").hasLineCount(1);
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(leaf).hasContent("the only copy");
    }

    @Test
    void refusesAFileForAFolder(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        Ran ran = Ran.originpull("demo", "--keep", file.toString());

        assertThat(ran.err()).contains(file + " is a file").hasLineCount(1);
        assertThat(ran.exit()).isEqualTo(2);
    }

    @Test
    void refusesFormatsThatAreTheProbesOwn() {
        assertThat(Ran.originpull("demo", "-o", "jsonl"))
                .isEqualTo(new Ran(2, "", "originpull: --output jsonl is for probe: use text or json\n"));
    }
}
