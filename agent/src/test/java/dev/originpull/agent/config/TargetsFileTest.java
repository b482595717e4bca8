package dev.originpull.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.originpull.configgen.catalog.Stage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsFileTest {
    private static final Target.Defaults NONE = new Target.Defaults(Optional.empty(), Optional.empty());
    private static final Target.Defaults APP_REQUIRED =
            new Target.Defaults(Optional.of(new Hostname("app.example.com")), Optional.of(Stage.REQUIRED));

    @Test
    void readsLines() throws Exception {
        String text = """
                # the front row
                203.0.113.10 app.example.com required

                   [2001:db8::10]:8443\tapp.example.com   optional  # the back row
                origin.example.com:8443
                """;

        assertThat(described(read("targets.txt", text, NONE)))
                .containsExactly(
                        "203.0.113.10:443 app.example.com required",
                        "[2001:db8::10]:8443 app.example.com optional",
                        "origin.example.com:8443 origin.example.com");
    }

    @Test
    void readsLinesOfWindows() throws Exception {
        assertThat(described(
                        read("targets.txt", "\uFEFF203.0.113.10 app.example.com\r\n203.0.113.11 b.example\r\n", NONE)))
                .containsExactly("203.0.113.10:443 app.example.com", "203.0.113.11:443 b.example");
    }

    @Test
    void takesDefaultsWhereALineSaysNothing() throws Exception {
        assertThat(described(read(
                        "targets.txt",
                        "203.0.113.10\n203.0.113.11 b.example\n203.0.113.12 c.example off",
                        APP_REQUIRED)))
                .containsExactly(
                        "203.0.113.10:443 app.example.com required",
                        "203.0.113.11:443 b.example required",
                        "203.0.113.12:443 c.example off");
    }

    @Test
    void keepsATargetNamedTwiceOnce() throws Exception {
        assertThat(described(read("targets.txt", "203.0.113.10 a.example\n203.0.113.10:443 A.example.\n", NONE)))
                .containsExactly("203.0.113.10:443 a.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"targets.yml", "targets.YAML", "stdin"})
    void readsPrometheusYaml(String name) throws Exception {
        String text = """
                # written by hand
                - targets: ["203.0.113.10:443", '[2001:db8::10]:443']
                  labels:
                    hostname: app.example.com
                    expect: required
                    team: web
                - labels: {hostname: b.example}
                  targets:
                    - 203.0.113.11
                """;

        assertThat(described(read(name, text, NONE)))
                .containsExactly(
                        "203.0.113.10:443 app.example.com required",
                        "[2001:db8::10]:443 app.example.com required",
                        "203.0.113.11:443 b.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"targets.json", "stdin"})
    void readsPrometheusJson(String name) throws Exception {
        String text = """
                [
                  {"targets": ["203.0.113.10:443"],
                   "labels": {"hostname": "app.example.com", "path": "\\/metrics", "expect": "optional"}}
                ]
                """;

        assertThat(described(read(name, text, NONE))).containsExactly("203.0.113.10:443 app.example.com optional");
    }

    @Test
    void takesALineThatBeginsWithABracketForALine() throws Exception {
        assertThat(described(read("stdin", "[2001:db8::10]:443 app.example.com\n", NONE)))
                .containsExactly("[2001:db8::10]:443 app.example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.10 | '203.0.113.10:443 is an IP address: say which hostname it serves'",
                "203.0.113.10:0 app.example.com | ''203.0.113.10:0' names port 0: a port is a number of 1 to 65535'",
                "203.0.113.10 required | the hostname before 'required' is missing: write address hostname expect",
                "203.0.113.10 app.example.com on | ''on' is no stage: the stages are off, observe, optional, required'",
                "203.0.113.10 app.example.com off x | too many words on the line: write address hostname [expect]",
                "203.0.113.10 app..example.com | not a hostname: 'app..example.com': a label between the dots is empty"
            })
    void namesTheLineThatIsWrong(String line, String problem) {
        TargetsException refused = refused("targets.txt", "203.0.113.1 good.example\n" + line + "\n");

        assertThat(refused.problems()).containsExactly("targets.txt:2: " + problem.replaceAll("^'(.*)'$", "$1"));
        assertThat(refused).hasMessage("targets.txt: 1 line is wrong: nothing was probed; mend them and run it again");
    }

    @Test
    void refusesContradictions() {
        assertThat(refused("t", "203.0.113.10 a.example off\n\n203.0.113.10 a.example required\n")
                        .problems())
                .containsExactly("t:3: 203.0.113.10:443 a.example is on line 1 already, with another expectation");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'- targets: [203.0.113.10]'| 1 | '203.0.113.10:443 is an IP address: say which hostname it serves'",
                "'[{\"targets\": [\"a.example:x\"]}]' | 1 | ''a.example:x' has no port after the colon: a port is a number of 1 to 65535'",
                "'[{\"targts\": []}]' | 1 | ''targts' is not known here: a group has 'targets:' and 'labels:''",
                "'- a' | 1 | 'a group has 'targets:' and 'labels:''",
                "'- targets: a' | 1 | ''targets:' is a list of addresses'",
                "'- &a [*a, *a]' | 1 | 'a group has 'targets:' and 'labels:''",
                "'{\"targets\": []}' | 1 | 'a list of groups begins here, as in '- targets: [\"203.0.113.10:443\"]''",
                "'[{\"targets\": [' | 1 | 'this is not JSON: Unexpected end-of-input: expected close marker for Array'",
                "'- labels: {expect: on}' | 1 | ''on' is no stage: the stages are off, observe, optional, required'"
            })
    void namesTheLineOfAGroupThatIsWrong(String text, int line, String problem) {
        assertThat(refused("stdin", text).problems())
                .first()
                .isEqualTo("stdin:" + line + ": " + problem.replaceAll("^'(.*)'$", "$1"));
    }

    @Test
    void doesNotFollowAliases() {
        String text = "- targets: [&a \"203.0.113.10\", *a]\n  labels: {hostname: a.example}\n";

        assertThat(refused("t.yaml", text).problems())
                .containsExactly("t.yaml:1: aliases (*a) are not read: write it out");
    }

    @Test
    void bearsDeepNesting() {
        assertThat(refused("t.yaml", "- targets: " + "[".repeat(100_000)).problems())
                .isNotEmpty();
        assertThat(refused("t.json", "[{\"labels\": " + "[".repeat(100_000)).problems())
                .isNotEmpty();
    }

    @Test
    void showsTheFirstOfManyProblemsAndCountsAll() {
        TargetsException refused = refused("t", "nothing here:\n".repeat(1000));

        assertThat(refused.problems()).hasSize(20).last().asString().startsWith("t:20: ");
        assertThat(refused)
                .hasMessage(
                        "t: 1000 lines are wrong (the first 20 are shown): nothing was probed; mend them and run it again");
    }

    @ParameterizedTest
    @CsvSource({"''", "'\n \n'", "'# nothing\n'", "[]"})
    void refusesAnEmptyList(String text) {
        assertThat(refused("t", text))
                .hasMessage("t: no targets in it: write one a line, as in '203.0.113.10:443 app.example.com required'");
    }

    @Test
    void boundsALineWithoutEnd() {
        InputStream chunk = IntStream.range(0, 1000)
                .mapToObj(i -> (InputStream) new ByteArrayInputStream(new byte[64 * 1024]))
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(), parts -> new SequenceInputStream(Collections.enumeration(parts))));
        InputStream in = new SequenceInputStream(chunk, stream("\n203.0.113.10:0 a.example"));

        TargetsException refused = catchThrowableOfType(TargetsException.class, () -> TargetsFile.read("t", in, NONE));

        assertThat(refused.problems())
                .containsExactly(
                        "t:1: the line is longer than 64 KiB",
                        "t:2: '203.0.113.10:0' names port 0: a port is a number of 1 to 65535");
    }

    @Test
    void bearsGarbage() {
        byte[] garbage = new byte[200_000];
        new Random(1).nextBytes(garbage);

        TargetsException refused = catchThrowableOfType(
                TargetsException.class, () -> TargetsFile.read("t", new ByteArrayInputStream(garbage), NONE));

        assertThat(refused.problems()).hasSize(20).allMatch(line -> line.chars().noneMatch(Character::isISOControl));
    }

    private static List<Target> read(String name, String text, Target.Defaults defaults)
            throws TargetsException, IOException {
        return TargetsFile.read(name, stream(text), defaults);
    }

    private static TargetsException refused(String name, String text) {
        return catchThrowableOfType(TargetsException.class, () -> read(name, text, NONE));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> described(List<Target> targets) {
        return targets.stream()
                .map(target -> target.address() + " " + target.hostname()
                        + target.expected().map(stage -> " " + stage.word()).orElse(""))
                .toList();
    }
}
