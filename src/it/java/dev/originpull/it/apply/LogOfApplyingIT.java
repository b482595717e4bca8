package dev.originpull.it.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Await;
import dev.originpull.it.process.Finished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The log that enforce reads: apply has it written, on real servers. */
class LogOfApplyingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @TempDir
    Path home;

    /** The README's way: nothing is there, and no file is edited by hand. */
    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void goesFromNothingToEnforcedWithoutAHand(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Path log = home.resolve("originpull.log");
            AdministeredHost admin = AdministeredHost.logging(host, log);
            Map<String, String> before = host.userFiles();
            String main = Files.readString(host.config());

            Finished dry = admin.run("apply", TestPki.HOSTNAME, "--stage", "optional", "--dry-run");
            assertThat(dry.exitCode()).as("%s", dry).isZero();
            assertThat(words(dry.stdout())).contains("logs the verification result to " + log, "+++ " + host.site());
            assertThat(log).doesNotExist();

            Finished early = admin.run("enforce", TestPki.HOSTNAME);
            assertThat(early.exitCode()).as("%s", early).isEqualTo(4);
            assertThat(words(early.stdout()))
                    .contains("does not log the result of the verification to " + log + ": run `originpull apply "
                            + TestPki.HOSTNAME + " --stage optional`, which adds that log")
                    .doesNotContain("--force log-verified");

            Finished applied = admin.run("apply", TestPki.HOSTNAME, "--stage", "optional");
            assertThat(applied.exitCode()).as("%s", applied).isZero();

            Finished silent = admin.run("enforce", TestPki.HOSTNAME);
            assertThat(silent.exitCode()).as("%s", silent).isEqualTo(4);
            assertThat(words(silent.stdout())).contains("no request from Cloudflare in the last");

            for (int i = 0; i < 3; i++) {
                assertThat(admin.edge(Optional.of(TestPki.get().leaf()))).matches(answer -> answer.status() == 200);
            }
            Finished enforced = admin.run("enforce", TestPki.HOSTNAME);
            assertThat(enforced.exitCode()).as("%s", enforced).isZero();
            assertThat(words(enforced.stdout())).contains("✓ gate log-verified", "3 requests from Cloudflare");
            assertThat(admin.run("status").exitCode()).isZero();

            assertThat(admin.run("rollback").exitCode()).isZero();
            assertThat(admin.run("rollback").exitCode()).isZero();
            assertThat(host.userFiles()).as("to the byte").isEqualTo(before);
            assertThat(Files.readString(host.config())).isEqualTo(main);
            assertThat(home.resolve("fragments").resolve(kind.word())).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void seesARequestOfCloudflaresWithoutTheLeaf(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            AdministeredHost admin = AdministeredHost.logging(host, home.resolve("requests.log"));
            assertThat(admin.run("apply", TestPki.HOSTNAME, "--stage", "optional")
                            .exitCode())
                    .isZero();
            assertThat(admin.edge(Optional.of(TestPki.get().leaf()))).matches(answer -> answer.status() == 200);
            assertThat(admin.edge(Optional.empty()).status()).isEqualTo(200);

            Finished refused = admin.run("enforce", TestPki.HOSTNAME);

            assertThat(refused.exitCode()).as("%s", refused).isEqualTo(4);
            assertThat(words(refused.stdout()))
                    .contains("1 of Cloudflare's 2 requests", "1 without any, 0 with a wrong one");
        }
    }

    /** A log in a block replaces those from outside of it. */
    @ParameterizedTest
    @CsvSource({"NGINX, OUTSIDE", "NGINX, INSIDE", "NGINX, OFF_OUTSIDE", "APACHE, OUTSIDE", "APACHE, INSIDE"})
    void keepsTheLogsThatAreThere(Host.Kind kind, String where) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Path theirs = home.resolve("theirs.log");
            String directive = kind == Host.Kind.NGINX
                    ? "access_log " + theirs + " short if=$loggable;"
                    : "CustomLog " + theirs + " short\n";
            String format = kind == Host.Kind.NGINX
                    ? "log_format short '$request_uri'; map $status $loggable { default 1; }"
                    : "LogFormat \"%U\" short\n";
            switch (where) {
                case "OUTSIDE" -> outside(host, format + directive);
                case "INSIDE" -> {
                    outside(host, format);
                    inside(host, directive);
                }
                default -> {}
            }
            host.restart();
            AdministeredHost admin = AdministeredHost.logging(host, home.resolve("ours.log"));
            Finished applied = admin.run("apply", TestPki.HOSTNAME, "--stage", "optional");
            assertThat(applied.exitCode()).as("%s", applied).isZero();
            long known = where.startsWith("OFF") ? 0 : lines(theirs).count();

            assertThat(admin.edge(Optional.of(TestPki.get().leaf()))).matches(answer -> answer.status() == 200);

            // A line is written when the answer has gone out.
            logged(home.resolve("ours.log"), AdministeredHost.EDGE);
            if (!where.startsWith("OFF")) {
                assertThat(Await.until(PATIENCE, () -> lines(theirs).count() == known + 1))
                        .isTrue();
            }
            assertThat(admin.run("rollback").exitCode()).isZero();
        }
    }

    @Test
    void namesWhatKeepsItFromLogging() throws Exception {
        try (Host host = Host.start(Host.Kind.NGINX, home)) {
            inside(host, "access_log off;");
            host.restart();
            AdministeredHost admin = AdministeredHost.logging(host, home.resolve("ours.log"));

            Finished applied = admin.run("apply", TestPki.HOSTNAME, "--stage", "optional");
            Finished refused = admin.run("enforce", TestPki.HOSTNAME);

            assertThat(applied.exitCode()).as("%s", applied).isZero();
            assertThat(words(applied.stdout()))
                    .contains("no log is added (" + host.site() + ":", "`access_log off` turns off");
            assertThat(refused.exitCode()).as("%s", refused).isEqualTo(4);
            assertThat(words(refused.stdout())).contains("no log can be added: " + host.site() + ":");
            assertThat(home.resolve("ours.log")).doesNotExist();
        }
    }

    @Test
    void namesAFolderThatIsNotThere() throws Exception {
        try (Host host = Host.start(Host.Kind.APACHE, home)) {
            Finished refused = AdministeredHost.logging(
                            host, home.resolve("none").resolve("ours.log"))
                    .run("apply", TestPki.HOSTNAME, "--stage", "optional");

            assertThat(refused.exitCode()).as("%s", refused).isEqualTo(2);
            assertThat(words(refused.stderr())).contains("'origin-log.files'", "is no folder", "create it");
        }
    }

    /** Who has set the log up by hand keeps it, and gets no second one. */
    @Test
    void leavesALogThatIsWrittenAlready() throws Exception {
        try (Host host = Host.start(Host.Kind.NGINX, home)) {
            Path log = home.resolve("mine.log");
            outside(
                    host,
                    "log_format mine escape=json '{\"time\":\"$time_iso8601\",\"client\":\"$remote_addr\",\"host\":\"$host\","
                            + "\"verify\":\"$ssl_client_verify\"}';");
            inside(host, "access_log " + log + " mine;");
            host.restart();
            AdministeredHost admin = AdministeredHost.logging(host, log);

            Finished applied = admin.run("apply", TestPki.HOSTNAME, "--stage", "optional");
            assertThat(applied.exitCode()).as("%s", applied).isZero();
            assertThat(words(applied.stdout())).contains("the log is written by " + host.site() + ":");
            assertThat(admin.edge(Optional.of(TestPki.get().leaf()))).matches(answer -> answer.status() == 200);

            logged(log, AdministeredHost.EDGE);
            assertThat(lines(log).filter(line -> line.contains(AdministeredHost.EDGE)))
                    .hasSize(1);
            assertThat(admin.run("enforce", TestPki.HOSTNAME).exitCode()).isZero();
        }
    }

    private static void outside(Host host, String directives) throws IOException {
        String main = Files.readString(host.config());
        Files.writeString(
                host.config(),
                host.kind() == Host.Kind.NGINX
                        ? main.replace("access_log off;", directives)
                        : main.replace("IncludeOptional", directives + "\nIncludeOptional"));
    }

    private static void inside(Host host, String directives) throws IOException {
        List<String> lines = Files.readAllLines(host.site());
        Files.writeString(
                host.site(),
                lines.get(0) + "\n  " + directives.strip() + "\n" + String.join("\n", lines.subList(1, lines.size()))
                        + "\n");
    }

    private static void logged(Path log, String client) {
        assertThat(Await.until(
                        PATIENCE, () -> lines(log).anyMatch(line -> line.contains(client) && line.contains("SUCCESS"))))
                .as(log.toString())
                .isTrue();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Long lines are broken, at blanks. */
    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
