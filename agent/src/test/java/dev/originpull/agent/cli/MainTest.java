package dev.originpull.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void saysItsVersionAndWhatItStandsOn() {
        Ran ran = Ran.originpull("--version");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .containsPattern("^originpull \\d+\\.\\d+\\.\\d+")
                .contains("Java " + System.getProperty("java.version"))
                .containsPattern("BoringSSL by netty-tcnative \\d+\\.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void explainsEveryCommand(String help) {
        assertThat(Ran.originpull(help).out()).contains("probe", "generate", "demo", "completion");
        Ran probe = Ran.originpull("probe", help);
        assertThat(probe.exit()).isZero();
        assertThat(probe.out()).contains("--hostname", "--expect", "off, observe, optional, required", "Exit code:");
        assertThat(probe.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prob --help | unknown command 'prob': did you mean probe? see originpull --help",
                "probe help | 'help' is an argument here: for help use originpull probe --help",
                "apply help --stage off | 'help' is an argument here: for help use originpull apply --help",
                "prob | unknown command 'prob': did you mean probe? see originpull --help",
                "probe --hostnam a | unknown option '--hostnam': did you mean --hostname? see originpull probe --help",
                "probe --expect on 203.0.113.1 | invalid value for option '--expect': 'on' is no stage: the stages are "
                        + "off, observe, optional, required; see originpull probe --help",
                "probe --timeout 5 a | invalid value for option '--timeout': '5' is no length of time: write 500ms, 5s "
                        + "or 1m; see originpull probe --help",
                "probe --timeout 0s a | invalid value for option '--timeout': '0s' is no time at all: write 500ms, 5s or "
                        + "1m; see originpull probe --help",
                "probe --concurrency x a | invalid value for option '--concurrency': 'x' is no number; see originpull probe "
                        + "--help",
                "probe --concurrency 0 a | --concurrency 0: write a number of 1 to 4096",
                "probe --hostname a..b 203.0.113.1 | invalid value for option '--hostname': not a hostname: 'a..b': a label between the dots is empty; see "
                        + "originpull probe --help",
                "probe --hostname | missing required parameter for option '--hostname' (NAME); see originpull probe --help",
                "probe | nothing to probe: name an ADDRESS, a --targets file, or a hostname of originpull.yaml, which does not exist; see "
                        + "originpull probe --help",
                "probe 203.0.113.1 | '203.0.113.1' is an IP address: add --hostname NAME, the name that it serves",
                "probe 203.0.113.1:0 --hostname a | '203.0.113.1:0' names port 0: a port is a number of 1 to 65535",
                "probe 203.0.113.1:99999 --hostname a | '203.0.113.1:99999' names port 99999: a port is a number of 1 to 65535",
                "probe a --path b | --path 'b': a path begins with / and holds visible ASCII only; write the rest %-encoded",
                "probe a --cert leaf.pem | --cert without --key: name the leaf's private key",
                "probe a --key leaf.key | --key without --cert: name the leaf that belongs to the key",
                "probe a --targets no-such-file | no such file: no-such-file: give --targets a file that is there, or -",
                "probe a --tls 1.1 | invalid value for option '--tls': '1.1' is none of 1.2, 1.3, auto; see originpull probe --help",
                "probe a -o yaml | invalid value for option '--output': 'yaml' is none of text, json, jsonl, junit; see "
                        + "originpull probe --help",
                "probe a --alpn H2 | invalid value for option '--alpn': 'H2' is none of http/1.1, h2, auto; see originpull "
                        + "probe --help"
            })
    void saysInOneLineWhatIsWrong(String line, String message) {
        Ran ran = Ran.originpull(line.split(" "));

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEqualTo("originpull: " + message + "\n");
    }

    @Test
    void printsAShortHelpIfNoCommandIsGiven() {
        Ran ran = Ran.originpull();

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("Usage: originpull COMMAND", "Check:\n  probe ", "Configure:", "Monitor:", "Other:")
                .doesNotContain("--verbose");
    }

    @Test
    void explainsACommandByHelpAsByItsOption() {
        assertThat(Ran.originpull("help", "probe")).isEqualTo(Ran.originpull("probe", "--help"));
        assertThat(Ran.originpull("help", "config", "check")).isEqualTo(Ran.originpull("config", "check", "-h"));
        assertThat(Ran.originpull("help")).isEqualTo(Ran.originpull("--help"));
        assertThat(Ran.originpull("help", "config", "chekc"))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "originpull: unknown command 'chekc': did you mean check? see originpull config --help\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "probe",
                "demo",
                "generate",
                "apply",
                "enforce",
                "rollback",
                "status",
                "serve",
                "config check",
                "config init",
                "config schema",
                "completion",
                "version",
                "help"
            })
    void everyCommandHasASummaryAndAnExample(String command) {
        String help = Ran.originpull(("help " + command).split(" ")).out();

        assertThat(help.lines().findFirst())
                .hasValueSatisfying(first -> assertThat(first).endsWith(".").hasSizeLessThan(75));
        assertThat(help).contains("Usage: originpull " + command, "Example", "  originpull " + command);
        assertThat(Ran.originpull("--help").out()).contains(command.split(" ", 2)[0] + " ");
    }

    @Test
    void printsTheVersionForPrograms() throws IOException {
        Ran ran = Ran.originpull("version", "-o", "json");

        assertThat(new ObjectMapper().readTree(ran.out()).get("java").asText())
                .isEqualTo(System.getProperty("java.version"));
        assertThat(Ran.originpull("--version", "-o", "json")).isEqualTo(ran);
        assertThat(Ran.originpull("version")).isEqualTo(Ran.originpull("--version"));
    }

    /** Each command offers the formats that it writes, and refuses the others wherever they are asked for. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "completion -o json | originpull completion has no other output format",
                "-o json completion | originpull completion has no other output format",
                "config schema --output=jsonl | originpull config schema has no other output format",
                "serve -o json | originpull serve has no other output format",
                "-o junit status | --output junit is for probe: use text or json",
                "version -o jsonl | --output jsonl is for probe: use text or json",
            })
    void refusesFormatsThatACommandDoesNotWrite(String line, String message) {
        Ran ran = Ran.originpull(line.split(" "));

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("originpull: " + message).hasLineCount(1);
    }

    @Test
    void offersTheFormatsThatACommandWrites() {
        assertThat(Ran.originpull("probe", "-h").out()).contains("text, json, jsonl, junit");
        assertThat(Ran.originpull("status", "-h").out())
                .contains("text, json (")
                .doesNotContain("jsonl");
        assertThat(Ran.originpull("serve", "-h").out()).doesNotContain("--output");
    }

    @Test
    void coloursIfAskedTo() {
        assertThat(Ran.originpull("--color", "always", "generate", "-h").out()).contains("\u001B[");
        assertThat(Ran.originpull("--color=never", "generate", "-h").out()).doesNotContain("\u001B[");
        assertThat(Ran.originpull("--color=blue", "generate").err()).contains("none of auto, always, never");
    }

    @Test
    void showsWhereInTheProgramOnlyIfAsked() {
        assertThat(Ran.originpull("probe", "203.0.113.1:0").err()).hasLineCount(1);
        assertThat(Ran.originpull("probe", "203.0.113.1:0", "--stacktrace").err())
                .contains("\tat dev.originpull.agent.cli.ProbeTargets");
        assertThat(Ran.originpull("--stacktrace", "prob").err()).contains("\tat picocli.CommandLine");
    }

    @Test
    void doesNotRepeatControlCharacters() {
        for (List<String> line : List.of(
                List.of("probe", "\u001B[31m"),
                List.of("probe", "--\u001B[31m"),
                List.of("\u001B[31m\n"),
                List.of("probe", "a", "--expect", "\u202E\n"),
                List.of("probe", "a", "--targets", "\u001B[31m"))) {
            assertThat(Ran.originpull(line.toArray(String[]::new)).err())
                    .doesNotContain("\u001B", "\u202E")
                    .hasLineCount(1);
        }
    }

    @Test
    void endsQuietlyWhenNobodyReads() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        int exit = Main.run(new String[] {"--version"}, new PrintStream(closed), new PrintStream(closed));

        assertThat(exit).isEqualTo(141);
    }

    @Test
    void takesGlobalOptionsBeforeAndAfterTheCommand() {
        assertThat(Ran.originpull("-o", "json", "-q", "probe", "--concurrency", "0", "a")
                        .err())
                .contains("--concurrency");
        assertThat(Ran.originpull("probe", "--concurrency", "0", "a", "-o", "json", "-q", "--no-color", "-v")
                        .err())
                .contains("--concurrency");
    }
}
