package dev.originpull.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit, judged by systemd's own tools; it is not started. */
class SystemdIT {
    private static final Path UNIT = Checkout.DOCKER.resolve("systemd/originpull.service");
    /** Of 10; what src/docs/running.md says. */
    private static final double EXPOSURE = 1.3;

    @TempDir
    private Path folder;

    @Test
    void isAUnit() throws Exception {
        Path copy = folder.resolve("originpull.service");
        // The program is not installed here, and verify looks for it.
        Files.writeString(copy, Checkout.text(UNIT).replace("/opt/originpull/bin/originpull", "/bin/true"));

        Finished verified = analyze("verify", copy.toString()).run();

        assertThat(verified.exitCode()).as(verified.transcript()).isZero();
        assertThat(verified.transcript()).doesNotContain("Unknown");
    }

    @Test
    void exposesNoMoreThanTheDocumentsSay() {
        String judged =
                analyze("security", "--offline=true", UNIT.toString()).succeed().stdout();
        Matcher overall = Pattern.compile("Overall exposure level for originpull.service: ([0-9.]+)")
                .matcher(judged);

        assertThat(overall.find()).as(judged).isTrue();
        assertThat(Double.parseDouble(overall.group(1))).isLessThanOrEqualTo(EXPOSURE);
        assertThat(Checkout.text(Checkout.ROOT.resolve("src/docs/running.md"))).contains("exposure level " + EXPOSURE);
    }

    private static Command analyze(String... words) {
        String[] line = new String[words.length + 1];
        line[0] = Program.require("systemd-analyze").path().toString();
        System.arraycopy(words, 0, line, 1, words.length);
        return Command.of(line);
    }
}
