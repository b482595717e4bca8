package dev.originpull.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
    /** A shell in a terminal of its own, where what is typed is completed as for a person. */
    private static final String TYPED_IN_ZSH = """
            zmodload zsh/zpty
            zpty -b z zsh -f -i
            zpty -w z "PS1=; autoload -U compinit; compinit -D -u; source $1; print re''ady"
            for i in {1..300}; do zpty -r -t z chunk && out+=$chunk; [[ $out == *ready* ]] && break; sleep 0.1; done
            out=
            zpty -w -n z $'originpull generate ng\\t'
            for i in {1..300}; do zpty -r -t z chunk && out+=$chunk; [[ $out == *nginx* ]] && break; sleep 0.1; done
            print -r -- "$out"
            """;

    @Test
    void knowsCommandsOptionsAndTheirWords() {
        assertThat(Ran.originpull("completion").out())
                .contains("probe", "generate", "demo", "--hostname", "--expect", "observe", "http/1.1")
                .contains("complete -F _complete_originpull", "bashcompinit");
    }

    @Test
    void completesInBash(@TempDir Path folder) throws IOException, InterruptedException {
        Path script = folder.resolve("completion");
        Files.writeString(script, Ran.originpull("completion").out());

        assertThat(bash(script, "originpull pro", 1)).isEqualTo("probe");
        assertThat(bash(script, "originpull probe --host", 2)).isEqualTo("--hostname");
        assertThat(bash(script, "originpull probe --expect opt", 3)).isEqualTo("optional");
        assertThat(bash(script, "originpull enf", 1)).isEqualTo("enforce");
        assertThat(bash(script, "originpull apply app.example.com --stage req", 4))
                .isEqualTo("required");
        assertThat(bash(script, "originpull enforce app.example.com --force log", 4))
                .isEqualTo("log-verified");
        assertThat(bash(script, "originpull conf", 1)).isEqualTo("config");
        assertThat(bash(script, "originpull config che", 2)).isEqualTo("check");
        assertThat(bash(script, "originpull config check --conf", 3)).isEqualTo("--config");
        assertThat(bash(script, "originpull generate ng", 2)).isEqualTo("nginx");
        assertThat(bash(script, "originpull completion f", 2)).isEqualTo("fish");
    }

    @Test
    void completesTheHostnamesOfTheConfiguration(@TempDir Path folder) throws IOException, InterruptedException {
        Path script = folder.resolve("completion");
        Files.writeString(script, Ran.originpull("completion", "bash").out());
        Path config = folder.resolve("other.yaml");
        Files.writeString(config, """
                origins:
                  - hostname: "quoted.example.com"
                  # - hostname: commented.example.com
                  - {addresses: [192.0.2.1], hostname: flow.example.com, expect: off}
                """);

        assertThat(bash(script, "originpull probe -c " + config + " ", 4).lines())
                .containsExactly("flow.example.com quoted.example.com");
        assertThat(bash(script, "originpull apply -c " + config + " q", 4)).isEqualTo("quoted.example.com");
    }

    @Test
    void completesInFish(@TempDir Path folder) throws IOException, InterruptedException {
        Path script = folder.resolve("completion.fish");
        Files.writeString(script, Ran.originpull("completion", "fish").out());
        Path config = folder.resolve("o.yaml");
        Files.writeString(config, "origins: [{hostname: a.example.com}, {hostname: b.example.com}]\n");

        assertThat(fish(script, "originpull pro")).containsExactly("probe");
        assertThat(fish(script, "originpull generate ")).containsExactly("apache", "nginx");
        assertThat(fish(script, "originpull apply x --stage req")).containsExactly("required");
        assertThat(fish(script, "originpull config ch")).containsExactly("check");
        assertThat(fish(script, "originpull serve --out")).isEmpty();
        assertThat(fish(script, "originpull status -c " + config + " "))
                .containsExactly("a.example.com", "b.example.com");
    }

    /** With CI=true a missing shell is a failure: src/it/install-servers installs it. */
    private static void assumeInstalled(String shell) {
        boolean installed = Files.isExecutable(Path.of("/usr/bin", shell));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(installed).as("%s is installed", shell).isTrue();
        }
        assumeTrue(installed, shell + " is not installed");
    }

    private static List<String> fish(Path script, String line) throws IOException, InterruptedException {
        assumeInstalled("fish");
        Process fish = new ProcessBuilder(
                        "fish", "-N", "-c", "source $argv[1]; complete -C $argv[2]", script.toString(), line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String reply = new String(fish.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(fish.waitFor()).isZero();
        return reply.lines().map(match -> match.split("\t", 2)[0]).toList();
    }

    /** zsh reads the script of bash. */
    @Test
    void completesInZsh(@TempDir Path folder) throws IOException, InterruptedException {
        assumeInstalled("zsh");
        Path script = folder.resolve("completion");
        Files.writeString(script, Ran.originpull("completion", "zsh").out());
        Process zsh = new ProcessBuilder("timeout", "60", "zsh", "-f", "-c", TYPED_IN_ZSH, "zsh", script.toString())
                .redirectErrorStream(true)
                .start();
        String reply = new String(zsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(Ran.originpull("completion", "zsh").out()).startsWith("#compdef originpull\n");
        assertThat(reply).contains("nginx");
        assertThat(zsh.waitFor()).isZero();
    }

    private static String bash(Path script, String line, int word) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source \"$1\"; COMP_WORDS=($2); COMP_CWORD=$3; COMP_LINE=$2; _complete_originpull; "
                                + "echo \"${COMPREPLY[*]}\"",
                        "bash",
                        script.toString(),
                        line,
                        Integer.toString(word))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String reply = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).isZero();
        return reply.strip();
    }
}
