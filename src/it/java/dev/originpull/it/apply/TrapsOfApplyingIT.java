package dev.originpull.it.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.install.Guard;
import dev.originpull.configgen.install.Installer;
import dev.originpull.configgen.install.Outcome;
import dev.originpull.configgen.install.Pace;
import dev.originpull.configgen.install.RealDisk;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Locators;
import dev.originpull.configgen.run.CommandRunner;
import dev.originpull.configgen.run.ProcessRunner;
import dev.originpull.configgen.run.Ran;
import dev.originpull.configgen.run.ServerProgram;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Await;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others have fallen into: each ends with the server as it was, and a sentence that says why. */
class TrapsOfApplyingIT {
    @TempDir
    Path home;

    /** Apache's own test passes, the reload says 0, and then the server is gone. */
    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void aCaFileThatIsNoCaLeavesTheServerAlive(Host.Kind kind) throws Exception {
        Path broken = Files.writeString(home.resolve("broken-ca.pem"), "no certificate\n");
        try (Host host = Host.start(kind, home)) {
            Applying applying = Applying.to(host);
            Map<String, String> before = host.userFiles();

            Outcome outcome = applying.apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL, broken));

            assertThat(outcome).as(host.log()).isInstanceOf(Outcome.Undone.class);
            assertThat(host.lives()).isTrue();
            assertThat(applying.mode(TestPki.HOSTNAME)).isEqualTo("off");
            assertThat(host.userFiles()).isEqualTo(before);
        }
    }

    /** The test and the reload say 0; the error log alone knows. */
    @Test
    void aPortThatNginxCannotHaveIsToldInItsOwnWords() throws Exception {
        try (Host host = Host.start(Host.Kind.NGINX, home);
                ServerSocket taken = new ServerSocket(FreePort.next(), 1, InetAddress.getLoopbackAddress())) {
            Applying applying = Applying.to(host);
            Path third = Files.writeString(
                    home.resolve("sites").resolve("third.conf"),
                    "server { listen 127.0.0.1:" + taken.getLocalPort() + "; }\n");
            // As if it had been moved there: nobody can tell that the server has not read it.
            Files.setLastModifiedTime(third, FileTime.from(Instant.EPOCH));

            Outcome outcome = applying.apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL));

            assertThat(outcome).isInstanceOf(Outcome.Undone.class);
            assertThat(outcome.toString()).contains("bind() to 127.0.0.1:" + taken.getLocalPort() + " failed");
            assertThat(applying.mode(TestPki.HOSTNAME)).isEqualTo("off");
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void aServerThatDoesNotRunIsNotTouched(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            host.stopServer();
            Map<String, String> before = host.userFiles();

            Outcome outcome = Applying.to(host).apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL));

            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(outcome.toString()).contains("is not running: start it first");
            assertThat(host.userFiles()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void anotherBrokenFileIsNamedAndNothingTouched(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Files.writeString(home.resolve("sites").resolve("broken.conf"), "NoSuchDirective on;\n");
            Map<String, String> before = host.userFiles();

            assertThatThrownBy(() -> Applying.to(host).apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL)))
                    .isInstanceOf(LocateException.class)
                    .hasMessageContaining("NoSuchDirective")
                    .hasMessageContaining("broken.conf");

            assertThat(host.userFiles()).isEqualTo(before);
        }
    }

    /** With our reload it would go live, and stay when our change is taken back. */
    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void whatIsSavedAndNotLoadedIsNotBroughtInAlong(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Path other = home.resolve("sites").resolve("other.conf");
            Instant started = Instant.now();
            // The moment of a process' start is known to the second only.
            assertThat(Await.until(Duration.ofSeconds(30), () -> Instant.now().isAfter(started.plusSeconds(2))))
                    .isTrue();
            Files.setLastModifiedTime(other, FileTime.from(Instant.now()));

            Outcome outcome = Applying.to(host).apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL));

            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(outcome.toString()).contains(other + " was written after " + kind.word() + " read");
            Files.setLastModifiedTime(other, FileTime.from(Instant.now().plusSeconds(600)));
            assertThat(Applying.to(host)
                            .apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL))
                            .toString())
                    .contains(other + " was written in the future");
            Files.setLastModifiedTime(other, FileTime.from(Instant.EPOCH));
            assertThat(Applying.to(host).apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL)))
                    .isInstanceOf(Outcome.Applied.class);
        }
    }

    /** Both names are served by one block, which cannot be changed for one of them. */
    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void aNameThatChangesWithItIsProbedToo(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            String word = kind == Host.Kind.NGINX ? "server_name " : "ServerName ";
            String further = kind == Host.Kind.NGINX ? " third.example.test" : "\nServerAlias third.example.test";
            Files.writeString(
                    host.site(),
                    Files.readString(host.site()).replace(word + TestPki.HOSTNAME, word + TestPki.HOSTNAME + further));
            host.restart();
            List<String> told = new ArrayList<>();

            Outcome outcome = Applying.to(host)
                    .installer()
                    .apply(
                            Applying.change(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL)),
                            (located, seen, progress) -> Optional.empty(),
                            event -> told.add(event.text()));

            assertThat(outcome).as(host.log()).isInstanceOf(Outcome.Applied.class);
            assertThat(told)
                    .contains("third.example.test at 127.0.0.1:%1$d optional, third.example.test at [::1]:%1$d optional"
                            .formatted(host.port()));
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void aSecondNameOfTheSameIsNotGuessedAt(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Path backup = Files.copy(host.site(), home.resolve("sites").resolve("app.conf~"));

            assertThatThrownBy(() -> Applying.to(host).apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL)))
                    .isInstanceOf(LocateException.class)
                    .hasMessageContaining(backup + ":1")
                    .hasMessageContaining(host.site() + ":1");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NGINX")
    void aDirectiveThatIsThereAlreadyIsNotOverridden(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            int line = addToTheHost(host, "ssl_verify_client off;");

            assertThatThrownBy(() -> Applying.to(host).apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL)))
                    .isInstanceOf(LocateException.class)
                    .hasMessageContaining(host.site() + ":" + line);
        }
    }

    /** In Apache the last directive counts, and ours goes in last. */
    @ParameterizedTest
    @EnumSource(names = "APACHE")
    void aDirectiveThatAsksNoCertificateIsOverriddenByTheLastOne(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            addToTheHost(host, "SSLVerifyClient none");
            host.restart();
            Applying applying = Applying.to(host);

            Outcome outcome = applying.apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL));

            assertThat(outcome).as(host.log()).isInstanceOf(Outcome.Applied.class);
            assertThat(applying.mode(TestPki.HOSTNAME)).isEqualTo("optional");
        }
    }

    /** @return the line's number */
    private static int addToTheHost(Host host, String directive) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(host.site()));
        lines.add(lines.size() - 1, "  " + directive);
        Files.write(host.site(), lines);
        return lines.size() - 1;
    }

    /** No probe with a forgery would see that somebody else's certificates are let in, too. */
    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void aSecondCaOfTheWholeServerIsNotOverlooked(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Path further = home.resolve("sites").resolve("00-further.conf");
            Path authorities = Files.createDirectories(home.resolve("authorities"));
            Files.writeString(
                    further,
                    kind == Host.Kind.NGINX
                            ? "ssl_trusted_certificate " + TestPki.get().ecCa() + ";\n"
                            : "SSLCACertificatePath " + authorities + "\n");

            assertThatThrownBy(() -> Applying.to(host).apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL)))
                    .isInstanceOf(LocateException.class)
                    .hasMessageContaining(further + ":1")
                    .hasMessageContaining("would be let in beside yours");
        }
    }

    /** No probe goes there, and whoever can reach it gets in. */
    @Test
    void aUnixSocketOfTheSameNameIsNotLeftOpen() throws Exception {
        try (Host host = Host.start(Host.Kind.NGINX, home)) {
            Path socket = home.resolve("app.sock");
            Files.writeString(
                    home.resolve("sites").resolve("socket.conf"),
                    Files.readString(host.site())
                            .replaceAll("listen [^;]+;\\s+listen [^;]+;", "listen unix:" + socket + " ssl;"));
            assertThat(host.program(new ProcessRunner()).reload()).matches(Ran::succeeded, "reloads");
            assertThat(Await.until(Duration.ofSeconds(10), () -> answer(socket).startsWith("200")))
                    .as(host.log())
                    .isTrue();
            Applying applying = Applying.to(host);

            assertThat(applying.apply(Stage.REQUIRED, Fragments.of(host, Stage.REQUIRED)))
                    .as(host.log())
                    .isInstanceOf(Outcome.Applied.class);
            assertThat(answer(socket)).isEqualTo("400");

            assertThat(applying.rollback()).isInstanceOf(Outcome.Undone.class);
            assertThat(Await.until(Duration.ofSeconds(10), () -> answer(socket).startsWith("200")))
                    .isTrue();
        }
    }

    private static String answer(Path socket) {
        return Command.of(
                        "curl",
                        "--disable",
                        "--silent",
                        "--insecure",
                        "--max-time",
                        "5",
                        "--output",
                        "/dev/null",
                        "--write-out",
                        "%{http_code}",
                        "--unix-socket",
                        socket.toString(),
                        "https://" + TestPki.HOSTNAME + "/")
                .run()
                .stdout();
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void aLinkStaysALinkAndTheDisabledSiteItsBytes(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Path available = Files.createDirectories(home.resolve("available"));
            Path target = Files.move(host.site(), available.resolve("app"));
            Files.createSymbolicLink(host.site(), target);
            Path disabled = Files.copy(target, available.resolve("old"));
            byte[] before = Files.readAllBytes(disabled);
            Command.of("chown", "nobody:nogroup", target.toString()).succeed();
            Command.of("chmod", "640", target.toString()).succeed();
            host.restart();
            Applying applying = Applying.to(host);

            assertThat(applying.apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL)))
                    .isInstanceOf(Outcome.Applied.class);

            assertThat(host.site()).isSymbolicLink();
            assertThat(Files.readSymbolicLink(host.site())).isEqualTo(target);
            assertThat(Files.getAttribute(target, "unix:mode", LinkOption.NOFOLLOW_LINKS))
                    .isEqualTo(0100640);
            assertThat(Files.getOwner(target)).hasToString("nobody");
            assertThat(disabled).hasBinaryContent(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void windowsLineEndsAndOtherEncodingsStay(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            String text = "# Zürich\r\n" + Files.readString(host.site()).replace("\n", "\r\n");
            byte[] before = text.getBytes(StandardCharsets.ISO_8859_1);
            Files.write(host.site(), before);
            host.restart();
            Applying applying = Applying.to(host);

            assertThat(applying.apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL)))
                    .as(host.log())
                    .isInstanceOf(Outcome.Applied.class);
            assertThat(new String(Files.readAllBytes(host.site()), StandardCharsets.ISO_8859_1))
                    .as("no lone line feed")
                    .doesNotContainPattern("[^\r]\n");
            assertThat(applying.rollback()).isInstanceOf(Outcome.Undone.class);

            assertThat(host.site()).hasBinaryContent(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void whatAPersonEditedSinceIsKeptAndNamed(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Applying applying = Applying.to(host);
            String before = Files.readString(host.site());
            applying.apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL));
            Files.writeString(host.site(), "# mine\n", StandardOpenOption.APPEND);

            List<String> told = new ArrayList<>();
            Outcome outcome =
                    applying.installer().rollback(Optional.empty(), "a test", event -> told.add(event.text()));

            assertThat(outcome).isInstanceOf(Outcome.Undone.class);
            assertThat(told).anyMatch(line -> line.contains(host.site() + " was edited since and is kept as it is"));
            assertThat(host.site()).as("their line, and not ours").hasContent(before + "# mine\n");
            assertThat(applying.mode(TestPki.HOSTNAME)).isEqualTo("off");
            assertThat(applying.installer().pending()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void aFullDiskIsMetBeforeAnythingHasChanged(Host.Kind kind) throws Exception {
        Path small = Files.createDirectories(home.resolve("fragments"));
        Command.of("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", small.toString())
                .succeed();
        try (Host host = Host.start(kind, home)) {
            Applying applying = Applying.to(host);
            Map<String, String> before = host.userFiles();
            fill(small.resolve("ballast"));

            Outcome outcome = applying.apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL));

            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(outcome.toString()).contains("0 bytes left", "make room there");
            assertThat(host.userFiles()).isEqualTo(before);
            assertThat(applying.mode(TestPki.HOSTNAME)).isEqualTo("off");
        } finally {
            Command.of("umount", small.toString()).succeed();
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void aFolderThatCannotBeWrittenIsMetBeforeAnythingHasChanged(Host.Kind kind) throws Exception {
        Path sites = Files.createDirectories(home.resolve("sites"));
        Command.of("mount", "-t", "tmpfs", "tmpfs", sites.toString()).succeed();
        try (Host host = Host.start(kind, home)) {
            Applying applying = Applying.to(host);
            Map<String, String> before = host.userFiles();
            Command.of("mount", "-o", "remount,ro", sites.toString()).succeed();

            Outcome outcome = applying.apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL));

            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(outcome.toString()).contains(sites + " is on a file system that cannot be written to");
            assertThat(host.userFiles()).isEqualTo(before);
            assertThat(host.folders().fragment(Applying.HOSTNAME)).doesNotExist();
            assertThat(applying.mode(TestPki.HOSTNAME)).isEqualTo("off");
            assertThat(applying.installer().pending()).isEmpty();
        } finally {
            Command.of("umount", sites.toString()).succeed();
        }
    }

    private static void fill(Path ballast) throws IOException {
        byte[] page = new byte[4096];
        boolean full = false;
        while (!full) {
            try {
                Files.write(ballast, page, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException noSpaceLeft) {
                full = true;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void aReloadThatHangsIsEndedAndTakenBack(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            CommandRunner hanging = (command, limit) -> command.contains("reload") || command.contains("graceful")
                    ? hung(command)
                    : new ProcessRunner().run(command, limit);
            Map<String, String> before = host.userFiles();

            Outcome outcome = installer(host, host.program(hanging))
                    .apply(
                            Applying.change(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL)),
                            (located, seen, progress) -> Optional.empty(),
                            event -> {});

            assertThat(outcome).isInstanceOf(Outcome.Undone.class);
            assertThat(outcome.toString()).contains("no end in time");
            assertThat(host.userFiles()).isEqualTo(before);
            assertThat(Applying.to(host).mode(TestPki.HOSTNAME)).isEqualTo("off");
        }
    }

    private static Ran hung(List<String> command) throws IOException, InterruptedException {
        Ran ran = new ProcessRunner().run(List.of("sleep", "60"), Duration.ofSeconds(1));
        return new Ran(command, OptionalInt.empty(), ran.output());
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void twoAtOnceAreOneAfterTheOther(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Applying applying = Applying.to(host);
            List<Outcome> second = new ArrayList<>();

            Outcome first = applying.installer()
                    .apply(
                            Applying.change(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL)),
                            (located, seen, progress) -> {
                                second.add(meanwhile(host));
                                second.add(meanwhile(host));
                                return Optional.empty();
                            },
                            event -> {});

            assertThat(first).isInstanceOf(Outcome.Applied.class);
            assertThat(second).hasSize(2).allSatisfy(refused -> {
                assertThat(refused).isInstanceOf(Outcome.Refused.class);
                assertThat(refused.toString()).contains("another originpull is at work");
            });
        }
    }

    private static Outcome meanwhile(Host host) throws InterruptedException {
        try {
            return Applying.to(host).apply(Stage.REQUIRED, Fragments.of(host, Stage.REQUIRED));
        } catch (LocateException e) {
            throw new AssertionError(e);
        }
    }

    private static Installer installer(Host host, ServerProgram program) throws LocateException {
        return new Installer(
                program,
                Locators.of(program),
                host.folders(),
                new RealDisk(),
                CurlQuestion.ofTheTest(),
                (change, proof) -> new Guard.Armed() {
                    @Override
                    public String description() {
                        return "nobody";
                    }

                    @Override
                    public void disarm() {
                        // Nothing runs.
                    }
                },
                Clock.systemUTC(),
                new Pace(Duration.ofSeconds(2), Duration.ofMillis(250), Duration.ofMillis(50)));
    }
}
