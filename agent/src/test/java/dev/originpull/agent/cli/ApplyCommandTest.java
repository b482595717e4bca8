package dev.originpull.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.demo.DemoCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyCommandTest {
    private static final String CONFIG = """
            identity: {certificate: leaf.pem, private-key: leaf.key, ca: origin-pull-ca.pem}
            origins:
              - {hostname: app.example.com, addresses: [127.0.0.1]}
            server: {kind: nginx, config: /etc/nginx/nginx.conf, fragments: f, state: s}
            """;

    @TempDir
    private Path folder;

    private Path file = Path.of("originpull.yaml");

    @BeforeEach
    void writeKeys() throws IOException {
        file = folder.resolve("originpull.yaml");
        DemoCertificates.issue(Hostname.parse("app.example.com"), Clock.systemUTC())
                .write(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apply app.example.com | missing required option: '--stage=STAGE'",
                "apply app.example.com --stage on | 'on' is no stage: the stages are off, observe, optional, required",
                "apply app.example.com --stage optional --remove-hook | --remove-hook needs --stage off: it removes the whole configuration",
                "enforce app.example.com --force log-verifed | 'log-verifed' is no gate: did you mean log-verified?",
                "enforce app.example.com -o junit | --output junit is for probe: use text or json",
                "enforce ap.example.com | ap.example.com is not among the 'origins:' of FILE: did you mean app.example.com?",
                "apply ap.example.com --stage off --dry-run | ap.example.com is not among the 'origins:' of FILE: did you mean",
                "status ap.example.com | ap.example.com is not among the 'origins:' of FILE, nor was it ever applied: did you mean"
            })
    void saysInOneLineWhatIsWrong(String line, String message) throws IOException {
        Ran ran = run(CONFIG, line);

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).hasLineCount(1).contains(message.replace("FILE", file.toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: nginx, | kind: ngnix, | 'server.kind': unknown server 'ngnix': did you mean nginx?",
                "server: | # server: | FILE does not say which web server this host runs: add a line like `server: {kind: nginx,",
                ", ca: origin-pull-ca.pem | '' | FILE:1: the key 'ca' is missing: name the CA file that the server is to trust (PEM)",
                "identity: | # | FILE:3: app.example.com has no identity, so nothing can be proven: name leaf, key and CA",
                "certificate: leaf.pem | certificate: gone.pem | FILE:3: No such file: "
            })
    void saysWhatIsMissingInTheConfiguration(String good, String bad, String message) throws IOException {
        Ran ran = run(CONFIG.replace(good, bad), "apply app.example.com --stage optional");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).hasLineCount(1).contains(message.replace("FILE", file.toString()));
    }

    @Test
    void refusesToWriteWhereItMayNot() throws IOException {
        Files.writeString(folder.resolve("s"), "a file");

        Ran ran = run(CONFIG, "apply app.example.com --stage off");

        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.out())
                .startsWith("app.example.com: none -> off\n")
                .contains("/s is no folder: take it away, or")
                .contains("app.example.com: refused, and nothing was changed: ");
        assertThat(folder.resolve("f")).doesNotExist();
    }

    @Test
    void hasNothingToDoForAGuardWhoseChangeIsCommitted() throws IOException {
        Ran ran = run(CONFIG, "rollback --guard 000007");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("change 000007: nothing to do: change 000007 is not under way");
    }

    @Test
    void explainsItselfButNotTheGuard() {
        assertThat(Ran.originpull("rollback", "--help").out())
                .contains("HOSTNAME")
                .doesNotContain("--guard");
        assertThat(Ran.originpull("enforce", "--help").out()).contains("--force", "leaf-accepted", "Exit code:");
    }

    private Ran run(String config, String line) throws IOException {
        Files.writeString(file, config);
        return Ran.originpull((line + " --config " + file).split(" "));
    }
}
