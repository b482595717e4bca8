package dev.originpull.agent.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.originpull.configgen.install.Bytes;
import dev.originpull.configgen.install.Edit;
import dev.originpull.configgen.install.Outcome;
import dev.originpull.configgen.install.Progress;
import dev.originpull.configgen.install.Step;
import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.Existing;
import dev.originpull.configgen.locate.Listener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeRenderingTest {
    private static final Terminal PLAIN = new Terminal(false, false, 100, false);
    private static final Terminal COLOURED = new Terminal(true, true, 100, true);
    private static final Edit HOOKED = new Edit(
            Path.of("/etc/nginx/app"),
            Optional.of(Bytes.of("server {\n\tlisten 443 ssl;\n}\n")),
            Optional.of(Bytes.of("server {\n\tlisten 443 ssl;\n\tinclude x; # originpull\n}\n")));
    private static final Edit CREATED = new Edit(
            Path.of("/etc/originpull/nginx/app.example.com.conf"),
            Optional.empty(),
            Optional.of(Bytes.of("ssl_verify_client on;\n")));

    static List<Arguments> outcomes() {
        return List.of(
                Arguments.of(new Outcome.Applied("000007"), "applied", "app: applied and verified (change 000007)\n"),
                Arguments.of(new Outcome.Unchanged("it is so"), "unchanged", "app: nothing to do: it is so\n"),
                Arguments.of(
                        new Outcome.Refused("a gate"), "refused", "app: refused, and nothing was changed: a gate\n"),
                Arguments.of(new Outcome.Undone("no test"), "undone", "app: rolled back: no test\n"),
                Arguments.of(
                        new Outcome.Broken("dead", List.of("it does not start")),
                        "broken",
                        "app: ACT NOW: the rollback is incomplete: dead\n  it does not start\n"));
    }

    @Test
    void showsALineForEachStepAsItHappens() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ChangeLines lines = lines(bytes, PLAIN, new Marks(true));
        lines.begin("app.example.com: optional -> required");
        steps(lines);
        lines.end("app.example.com", new Outcome.Applied("000007"));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        app.example.com: optional -> required
                          ✓ lock
                          ✓ find the virtual hosts        /etc/nginx/sites-enabled/app:3 (0.0.0.0:443, [::]:443)
                          ✓ gate leaf-accepted            127.0.0.1:443 optional
                          ! gate log-verified             not checked: no 'origin-log' is configured
                          ✗ reload                        `nginx -s reload` failed (exit code 1): a word that is so long
                                                          that it goes on in the next line
                        app.example.com: applied and verified (change 000007)
                        """);
    }

    @Test
    void keepsToAsciiWhereTheTerminalDoes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        steps(lines(bytes, PLAIN, new Marks(false)));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("  + lock\n", "  ! gate log-verified", "  x reload")
                .matches("\\p{ASCII}*");
    }

    @Test
    void showsWhatIsUnderWayOnATerminalOnly() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        lines(bytes, COLOURED, new Marks(true)).begun(Step.RELOAD);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("  … reload\r");

        bytes.reset();
        lines(bytes, PLAIN, new Marks(true)).begun(Step.RELOAD);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void showsNothingOfWhatWasNotEvenAttempted() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        lines(bytes, PLAIN, new Marks(true)).begin("app.example.com: none -> off");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void saysWhatCameOfIt(Outcome outcome, String word, String sentence) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        lines(bytes, PLAIN, new Marks(true)).end("app", outcome);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(sentence);

        ChangeJson json = new ChangeJson();
        steps(json);
        String document = json.of(List.of("app.example.com"), Optional.empty(), Optional.of("required"), outcome);
        assertThat(document).contains("\"result\":\"" + word + "\"").endsWith("}\n");
        assertThat(schema("apply").validate(document, InputFormat.JSON)).isEmpty();
    }

    @Test
    void saysOfARollbackThatItIsDone() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        lines(bytes, PLAIN, new Marks(true)).tookBack("app", new Outcome.Undone("app: required -> optional"));
        lines(bytes, PLAIN, new Marks(true)).tookBack("rollback", new Outcome.Undone("app: required -> optional"));
        lines(bytes, PLAIN, new Marks(true)).tookBack("app", new Outcome.Refused("there is no change"));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("""
                app: rolled back: required -> optional
                rollback: rolled back: app: required -> optional
                app: refused, and nothing was changed: there is no change
                """);
    }

    @Test
    void writesTheDocumentThatTheSchemaDescribes() {
        ChangeJson json = new ChangeJson();
        json.begun(Step.GATES);
        json.done(Step.GATES, "leaf-accepted: 127.0.0.1:443 optional");
        json.done(Step.ERROR_LOG, "\u001B[31m");

        assertThat(json.of(
                        List.of("app.example.com"),
                        Optional.of("optional"),
                        Optional.of("required"),
                        new Outcome.Applied("000007")))
                .isEqualTo(
                        "{\"version\":1,\"hostname\":\"app.example.com\",\"names\":[\"app.example.com\"],\"change\":\"000007\",\"from\":\"optional\","
                                + "\"to\":\"required\",\"dryRun\":false,\"result\":\"applied\",\"reason\":\"\",\"open\":[],\"steps\":["
                                + "{\"step\":\"gates\",\"gate\":\"leaf-accepted\",\"state\":\"done\",\"text\":\"127.0.0.1:443 optional\"},"
                                + "{\"step\":\"error-log\",\"gate\":null,\"state\":\"done\",\"text\":\"\uFFFD[31m\"}],\"edits\":[]}\n");
    }

    @Test
    void writesADryRunWithItsEdits() throws IOException {
        for (Optional<String> refusal : List.of(Optional.of("a gate says no"), Optional.<String>empty())) {
            String document = new ChangeJson()
                    .preview(
                            List.of("app.example.com"),
                            Optional.of("off"),
                            "optional",
                            refusal,
                            List.of(HOOKED, CREATED));

            assertThat(schema("apply").validate(document, InputFormat.JSON)).isEmpty();
            assertThat(document)
                    .contains(
                            "\"result\":\"" + (refusal.isPresent() ? "refused" : "planned") + "\"", "\"dryRun\":true");
        }
    }

    @Test
    void showsWhatBecomesOfAFile() {
        assertThat(UnifiedDiff.of(HOOKED)).isEqualTo("""
                --- /etc/nginx/app
                +++ /etc/nginx/app
                @@ -1,3 +1,4 @@
                 server {
                     listen 443 ssl;
                +    include x; # originpull
                 }
                """);
        assertThat(UnifiedDiff.of(CREATED)).isEqualTo("""
                --- /dev/null
                +++ /etc/originpull/nginx/app.example.com.conf
                @@ -0,0 +1,1 @@
                +ssl_verify_client on;
                """);
        assertThat(UnifiedDiff.of(new Edit(CREATED.file(), CREATED.after(), CREATED.after())))
                .isEmpty();
    }

    @Test
    void showsFilesThatAreNoUtf8AndEscapesNothingThrough() {
        Edit latin = new Edit(
                Path.of("/a"), Optional.empty(), Optional.of(Bytes.of(new byte[] {'#', (byte) 0xE9, 0x1B, '\r', '\n'
                })));
        assertThat(UnifiedDiff.of(latin)).endsWith("+#é\uFFFD\n");
    }

    /** A file's name, a server's word: as text and as a document. */
    @Test
    void letsNoWordOfTheConfigurationMoveACursorOrForgeALine() throws IOException {
        String hostile = "/etc/nginx/\u001B[2Japp\u009B1m\u202E\napp: applied and verified";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ChangeJson json = new ChangeJson();
        for (Progress progress : List.of(lines(bytes, PLAIN, new Marks(true)), json)) {
            progress.done(Step.LOCATE, hostile);
            progress.failed(Step.GATES, "own-block: " + hostile);
            progress.failed(Step.GATES, hostile + ": word");
        }
        Edit edit = new Edit(Path.of(hostile), HOOKED.before(), HOOKED.after());
        Block block = new Block(Path.of(hostile), 3, 9, List.of(), List.of(hostile), Block.Match.EXACT, false, true);
        lines(bytes, PLAIN, new Marks(true)).end(hostile, new Outcome.Refused(hostile));
        lines(bytes, PLAIN, new Marks(true)).end("app", new Outcome.Broken(hostile, List.of(hostile)));
        HookPlaces places = new HookPlaces(
                "app",
                "include " + hostile,
                List.of(adopting(block, hostile)),
                Optional.of(new HookPlaces.Outer(hostile, Path.of(hostile))));
        List<String> said = List.of(
                bytes.toString(StandardCharsets.UTF_8),
                places.text(),
                places.json(),
                json.preview(List.of("app"), Optional.empty(), "off", Optional.of(hostile), List.of(edit)),
                json.of(
                        List.of("app"),
                        Optional.empty(),
                        Optional.empty(),
                        new Outcome.Broken(hostile, List.of(hostile))));

        assertThat(said)
                .allSatisfy(text -> assertThat(text.replace("\n", "")
                                .codePoints()
                                .filter(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT))
                        .isEmpty());
        assertThat(said).allSatisfy(text -> assertThat(text.lines()).noneMatch(line -> line.startsWith("app: done")));
        assertThat(said.get(3)).doesNotContain("\\u001B", "\\u009B", "\\u001b").contains("+    include x;");
    }

    @Test
    void saysWhereTheHookBelongs() {
        Block block = new Block(
                Path.of("/etc/nginx/app"),
                3,
                9,
                List.of(new Listener("0.0.0.0", 443)),
                List.of("app.example.com"),
                Block.Match.EXACT,
                false,
                true);
        HookPlaces places =
                new HookPlaces("app.example.com", "include x; # originpull", List.of(block), Optional.empty());

        assertThat(places.text()).isEqualTo("include x; # originpull\nis in the block at /etc/nginx/app:3\n");
        assertThat(places.json())
                .isEqualTo("{\"version\":1,\"hostname\":\"app.example.com\",\"hook\":\"include x; # originpull\","
                        + "\"blocks\":[{\"file\":\"/etc/nginx/app\",\"line\":3,\"present\":true}]}\n");
    }

    @Test
    void saysWhatHasToGiveWayToTheHookAndWhatTheHttpBlockNeeds() {
        Block block =
                new Block(Path.of("/etc/nginx/app"), 3, 9, List.of(), List.of("app"), Block.Match.EXACT, false, false);
        HookPlaces places = new HookPlaces(
                "app",
                "include x;",
                List.of(adopting(block, "ssl_verify_client\n  on;")),
                Optional.of(new HookPlaces.Outer("include y;", Path.of("/etc/nginx/nginx.conf"))));

        assertThat(places.text()).isEqualTo("""
                        include x;
                        belongs into the block at /etc/nginx/app:3, before its end
                        remove from the block, or run apply with --adopt: /etc/nginx/app:5: `ssl_verify_client on;`
                        include y;
                        belongs into the http block of /etc/nginx/nginx.conf, before the server blocks
                        """);
        assertThat(places.json())
                .isEqualTo("{\"version\":1,\"hostname\":\"app\",\"hook\":\"include x;\",\"blocks\":[{"
                        + "\"file\":\"/etc/nginx/app\",\"line\":3,\"present\":false,\"remove\":[{"
                        + "\"file\":\"/etc/nginx/app\",\"line\":5,\"directive\":\"ssl_verify_client on;\"}]}],"
                        + "\"outer\":{\"hook\":\"include y;\",\"file\":\"/etc/nginx/nginx.conf\"}}\n");
    }

    private static Block adopting(Block block, String directive) {
        Existing existing = new Existing("ssl_verify_client", directive, block.file(), 5, 1, 9, false);
        return new Block(
                block.file(),
                block.line(),
                block.closing(),
                block.listeners(),
                block.names(),
                block.match(),
                block.isDefault(),
                block.hooked(),
                List.of(existing),
                block.logging());
    }

    @ParameterizedTest
    @CsvSource({
        "LANG, en_US.UTF-8, true",
        "LANG, C.utf8, true",
        "LC_ALL, C, false",
        "LANG, de_DE@euro, false",
        "NOTHING, '', false"
    })
    void goesByTheLocale(String name, String value, boolean unicode) {
        assertThat(Marks.of(Map.of(name, value))).isEqualTo(new Marks(unicode));
    }

    @Test
    void letsTheStrongestVariableOfTheLocaleCount() {
        assertThat(Marks.of(Map.of("LC_ALL", "C", "LANG", "en_US.UTF-8")).unicode())
                .isFalse();
        assertThat(Marks.of(Map.of("LC_ALL", "", "LANG", "en_US.UTF-8")).unicode())
                .isTrue();
    }

    static Schema schema(String name) throws IOException {
        Path file =
                Path.of(System.getProperty("originpull.checkout", ".."), "src", "docs", name + "-output.schema.json");
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(file), InputFormat.JSON);
    }

    private static ChangeLines lines(ByteArrayOutputStream bytes, Terminal terminal, Marks marks) {
        return new ChangeLines(new PrintStream(bytes, false, StandardCharsets.UTF_8), terminal, marks);
    }

    private static void steps(Progress progress) {
        progress.begun(Step.LOCK);
        progress.done(Step.LOCK, "");
        progress.done(Step.LOCATE, "/etc/nginx/sites-enabled/app:3 (0.0.0.0:443, [::]:443)");
        progress.done(Step.GATES, "leaf-accepted: 127.0.0.1:443 optional");
        progress.note(Step.GATES, "log-verified: not checked: no 'origin-log' is configured");
        progress.failed(
                Step.RELOAD,
                "`nginx -s reload` failed (exit code 1): a word that is so long that it goes on in the next line");
    }
}
