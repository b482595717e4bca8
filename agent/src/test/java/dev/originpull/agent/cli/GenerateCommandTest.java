package dev.originpull.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.catalog.ServerPath;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.catalog.Version;
import dev.originpull.configgen.render.Generator;
import dev.originpull.configgen.render.Hostname;
import dev.originpull.configgen.render.Provenance;
import dev.originpull.configgen.render.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateCommandTest {
    private static final String CA = "/etc/ssl/origin-pull-ca.pem";

    @ParameterizedTest
    @EnumSource(Stage.class)
    void printsWhatTheGeneratorMakes(Stage stage) throws Exception {
        for (String server : List.of("nginx", "apache")) {
            Ran ran = generate(server, "--stage", stage.word(), "--ca-file", CA);

            Provenance provenance = new Provenance(
                    VersionLines.version(),
                    List.of("originpull", "generate", server, "--stage", stage.word(), "--ca-file", CA));
            assertThat(ran).isEqualTo(new Ran(0, made(server, Request.of(stage, path(CA), provenance)), ""));
        }
    }

    @Test
    void handsEveryOptionOn() throws Exception {
        List<String> words = List.of(
                "nginx",
                "--stage",
                "required",
                "--ca-file",
                CA,
                "--hostname",
                "app.example.com",
                "--server-version",
                "1.25.1",
                "--depth",
                "2",
                "--crl-file",
                "/etc/ssl/crl.pem",
                "--log",
                "--full");

        List<String> command = new ArrayList<>(List.of("originpull", "generate"));
        command.addAll(words);
        Request request = new Request(
                Stage.REQUIRED,
                path(CA),
                Optional.of(Hostname.parse("app.example.com")),
                Optional.of(Version.parse("1.25.1")),
                2,
                path("/etc/ssl/crl.pem"),
                true,
                true,
                Optional.empty(),
                new Provenance(VersionLines.version(), command));
        assertThat(generate(words.toArray(String[]::new))).isEqualTo(new Ran(0, made("nginx", request), ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--stage off nginx",
                "--ca-file '/etc/a b/it'\\''s \"ca\" $HOME.pem' --stage required nginx",
                "--log --full apache --hostname Bücher.example. --stage optional --ca-file /x --depth 03",
                "nginx --stage=observe --ca-file=/x --crl-file=/y;z --templates ."
            })
    void printsTheCommandThatMakesItAgain(String commandLine) throws Exception {
        Ran first = generate(shellWords(commandLine));
        String again = first.out()
                .lines()
                .filter(line -> line.startsWith("# Regenerate with: originpull generate "))
                .findFirst()
                .orElseThrow()
                .substring("# Regenerate with: originpull generate ".length());

        assertThat(generate(shellWords(again))).isEqualTo(first);
    }

    @Test
    void needsNoCaWhereNobodyIsAsked() {
        assertThat(generate("nginx", "--stage", "off"))
                .matches(ran -> ran.exit() == 0 && ran.out().endsWith("ssl_verify_client off;\n"));
    }

    @Test
    void listsServersTitlesAndStages() {
        assertThat(generate("--list")).isEqualTo(new Ran(0, """
                                server  title               stages
                                apache  Apache HTTP Server  off observe optional required
                                nginx   NGINX               off observe optional required
                                """, ""));
    }

    @Test
    void listsThemForPrograms() throws IOException {
        JsonNode document =
                new ObjectMapper().readTree(generate("--list", "-o", "json").out());

        assertThat(document.path("version").asInt()).isEqualTo(1);
        assertThat(document.path("servers").findValuesAsText("name")).containsExactly("apache", "nginx");
        assertThat(document.at("/servers/1/title").asText()).isEqualTo("NGINX");
        assertThat(document.at("/servers/1/stages")).hasSize(4);
    }

    @Test
    void printsTheConfigurationForPrograms() throws IOException {
        String[] words = {"nginx", "--stage", "optional", "--ca-file", CA, "-o", "json"};
        JsonNode document = new ObjectMapper().readTree(generate(words).out());

        assertThat(document.path("server").asText()).isEqualTo("nginx");
        assertThat(document.path("stage").asText()).isEqualTo("optional");
        assertThat(document.path("configuration").asText())
                .isEqualTo(generate("nginx", "--stage", "optional", "--ca-file", CA)
                        .out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    | missing SERVER: name one
                    ngnix --stage off | unknown server 'ngnix': did you mean nginx?
                    ../nginx --stage off | unknown server '../nginx'
                    nginx | missing --stage: use off
                    nginx --stage requird --ca-file /x | unknown stage 'requird': did you mean required?
                    nginx --stage REQUİRED --ca-file /x | unknown stage 'REQUİRED'
                    nginx --stage required | --ca-file: stage required needs it
                    nginx --stage required --ca-file x.pem | --ca-file: the path 'x.pem' is not absolute
                    nginx --stage required --ca-file '' | --ca-file: the path '' is not absolute
                    nginx --stage required --ca-file "$(printf '/a\\nb')" | no such character can stand in a configuration file
                    nginx --stage required --ca-file /x --hostname 'a;b' | --hostname: 'a;b' is no hostname
                    nginx --stage required --ca-file /x --hostname 192.0.2.1 | is no hostname
                    nginx --stage required --ca-file /x --depth 0 | --depth: the depth is a number from 1
                    nginx --stage required --ca-file /x --crl-file y | --crl-file: the path 'y' is not absolute
                    nginx --stage required --ca-file /x --server-version latest | --server-version: 'latest' is no server version
                    nginx --stage observe --ca-file /x --server-version 1.2 | NGINX 1.2.0 is too old for stage observe
                    nginx --stage off --templates /nonexistent/templates | no folder of templates at /nonexistent/templates
                    nginx --stage off -o junit | --output junit is for probe
                    nginx --list | --list shows all servers
                    nginx apache --stage off | unexpected argument 'apache'
                    nginx --stage off --ca-fil /x | unknown option '--ca-fil'
                    """)
    void saysInOneLineWhatIsWrong(@Nullable String commandLine, String message) throws Exception {
        Ran ran = generate(shellWords(commandLine == null ? "" : commandLine));

        assertThat(ran.err()).contains(message).startsWith("originpull: ").hasLineCount(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.exit()).isEqualTo(2);
    }

    @Test
    void namesFileAndLineOfATemplateWithAnError(@TempDir Path templates) throws IOException {
        Path block = Files.createDirectories(templates.resolve("nginx")).resolve("block.ftl");
        Files.writeString(block, "# fine\n${nothing}\n");

        Ran ran = generate("nginx", "--stage", "off", "--templates", templates.toString());

        assertThat(ran.err()).startsWith("originpull: " + block + ":2:3: ").hasLineCount(1);
        assertThat(ran.exit()).isEqualTo(2);
    }

    @Test
    void writesTheSameInTurkish() {
        Locale before = Locale.getDefault();
        String[] words = {"apache", "--stage", "optional", "--ca-file", CA, "--hostname", "INFO.example", "--log"};
        Ran usual = generate(words);
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(generate(words)).isEqualTo(usual);
            assertThat(generate("--list")).matches(ran -> ran.exit() == 0);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Ran generate(String... words) {
        List<String> args = new ArrayList<>(List.of("generate"));
        args.addAll(List.of(words));
        return Ran.originpull(args.toArray(String[]::new));
    }

    private static String made(String server, Request request) throws Exception {
        Catalog catalog = Catalog.load(Home.templates().orElseThrow(), Optional.empty());
        return new Generator(catalog).render(catalog.server(server), request);
    }

    private static Optional<ServerPath> path(String text) {
        return Optional.of(new ServerPath(text));
    }

    /** What a shell makes of a command line: quoting is its business, so it is asked. */
    private static String[] shellWords(String commandLine) throws IOException {
        Process shell = new ProcessBuilder("/bin/sh", "-c", "printf '%s\\0' " + commandLine).start();
        String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String[] split = words.split("\0", -1);
        return commandLine.isEmpty()
                ? new String[0]
                : List.of(split).subList(0, split.length - 1).toArray(String[]::new);
    }
}
