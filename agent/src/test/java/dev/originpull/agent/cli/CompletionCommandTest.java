package dev.originpull.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
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
