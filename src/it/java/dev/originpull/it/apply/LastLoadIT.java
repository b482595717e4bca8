package dev.originpull.it.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.configgen.locate.LastLoad;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Located;
import dev.originpull.configgen.locate.Locators;
import dev.originpull.configgen.run.ProcessRunner;
import dev.originpull.configgen.run.ServerProgram;
import dev.originpull.it.process.Await;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether it can be told from outside that a server has not read what is on its disk. */
class LastLoadIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** What it is told later than it was, at most: Linux' clock of processes, and the time that the server takes. */
    private static final Duration UNSURE = Duration.ofSeconds(2);

    @TempDir
    Path home;

    private static Located located(Host host) throws LocateException, InterruptedException {
        ServerProgram program = host.program(new ProcessRunner());
        return Locators.of(program)
                .locate(
                        Applying.HOSTNAME,
                        program.driving()
                                .hook()
                                .replace("{folder}", "/nowhere")
                                .replace("{hostname}", Applying.HOSTNAME.name()));
    }

    private static LastLoad lastLoad(Host host) {
        try {
            return located(host).lastLoad().orElseThrow();
        } catch (LocateException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void seesAnEditUntilTheServerHasReadIt(Host.Kind kind) throws Exception {
        Instant begin = Instant.now();
        try (Host host = Host.start(kind, home)) {
            Located fresh = located(host);
            LastLoad first = lastLoad(host);
            assertThat(first.at())
                    .isBetween(begin.minusMillis(20), Instant.now().plus(UNSURE));
            assertThat(fresh.files())
                    .contains(host.config(), host.site(), home.resolve("sites").resolve("other.conf"));
            assertThat(first.firstNewer(fresh.files())).isEmpty();

            Files.setLastModifiedTime(host.site(), FileTime.from(first.at().plusMillis(1)));
            assertThat(lastLoad(host).firstNewer(fresh.files())).contains(host.site());

            // What was begun before goes on, and the old processes with it.
            try (Socket held = new Socket(InetAddress.getLoopbackAddress(), host.port())) {
                // A record of TLS that is not there whole (RFC 8446, 5.1).
                held.getOutputStream().write(new byte[] {0x16, 3, 1, 1, 0, 1});
                Await.until(UNSURE, () -> Instant.now().isAfter(first.at().plusMillis(1)));
                Instant told = Instant.now();
                assertThat(host.program(new ProcessRunner()).reload()).matches(ran -> ran.succeeded(), "reloads");
                assertThat(Await.until(PATIENCE, () -> lastLoad(host).at().isAfter(told)))
                        .isTrue();
                LastLoad second = lastLoad(host);
                assertThat(second.at()).isBefore(Instant.now().plus(UNSURE));
                assertThat(second.firstNewer(located(host).files())).isEmpty();
            }
        }
    }

    /** The server runs on with what it has: it must not pass for what is on the disk. */
    @ParameterizedTest
    @EnumSource(value = Host.Kind.class, names = "NGINX")
    void takesNoReloadThatFailedForOne(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            LastLoad first = lastLoad(host);
            byte[] good = Files.readAllBytes(host.site());
            Files.writeString(host.site(), "nonsense");
            long master =
                    Long.parseLong(Files.readString(home.resolve("server.pid")).strip());
            assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(master))
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(Await.until(PATIENCE, () -> host.log().contains("unexpected end of file")))
                    .isTrue();
            Files.write(host.site(), good);
            Files.setLastModifiedTime(host.site(), FileTime.from(first.at().plusSeconds(1)));

            LastLoad now = lastLoad(host);
            assertThat(now).isEqualTo(first);
            assertThat(now.firstNewer(located(host).files())).contains(host.site());
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void tellsNothingOfAServerThatDoesNotRun(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            host.stopServer();
            assertThat(located(host).lastLoad()).isEmpty();
        }
    }
}
