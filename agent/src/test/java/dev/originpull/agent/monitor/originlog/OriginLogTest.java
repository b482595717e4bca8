package dev.originpull.agent.monitor.originlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.originpull.agent.config.AddressRange;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.OriginLogSettings;
import dev.originpull.agent.monitor.originlog.FileState.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginLogTest {
    private static final Set<Hostname> HOSTNAMES = Set.of(Hostname.parse("app.example.com"));
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    @TempDir
    private Path folder;

    private Path file = Path.of("log");
    private OriginLog log = new OriginLog(new OriginLogSettings(List.of(file), List.of()), HOSTNAMES);
    private Instant now = START;

    @BeforeEach
    void follow() {
        file = folder.resolve("originpull.log");
        log = following(List.of());
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void beginsAtTheEndOfAFileThatIsThere() throws IOException {
        append(line("SUCCESS"));
        log.poll();
        assertThat(log.counts()).isEmpty();

        append(line("SUCCESS") + line("SUCCESS") + line("NONE"));
        log.poll();
        assertThat(log.counts()).isEqualTo(Map.of(key(ClientVerify.SUCCESS), 2L, key(ClientVerify.NONE), 1L));
        assertThat(state().status()).isEqualTo(Status.FOLLOWING);
    }

    @Test
    void readsAFileThatAppearsLaterFromItsBeginning() throws IOException {
        log.poll();
        assertThat(state().status()).isEqualTo(Status.ABSENT);
        assertThat(state().since()).isEqualTo(START);

        now = START.plusSeconds(9);
        append(line("SUCCESS"));
        log.poll();
        assertThat(total()).isEqualTo(1);
        assertThat(state()).isEqualTo(new FileState(file, Status.FOLLOWING, now, "", 0));
    }

    @Test
    void followsARotationWithoutLosingALine() throws IOException {
        begin();
        append(line("SUCCESS"));
        Path old = folder.resolve("originpull.log.1");
        Files.move(file, old);
        Files.writeString(old, line("NONE"), StandardOpenOption.APPEND);
        log.poll();
        append(line("FAILED:x"));
        log.poll();
        Files.writeString(old, line("NONE"), StandardOpenOption.APPEND);
        log.poll();
        log.poll();

        assertThat(log.counts())
                .isEqualTo(Map.of(
                        key(ClientVerify.SUCCESS), 1L, key(ClientVerify.NONE), 2L, key(ClientVerify.FAILED), 1L));
    }

    @Test
    void readsARemovedFileForAWhileAndThenLetsItGo() throws IOException {
        assumeThat(Files.isDirectory(Path.of("/proc/self/fd"))).isTrue();
        begin();
        append(line("SUCCESS"));
        Files.delete(file);
        log.poll();
        assertThat(total()).isEqualTo(1);
        assertThat(state().status()).isEqualTo(Status.ABSENT);
        assertThat(openFiles()).isEqualTo(1);

        now = START.plus(Duration.ofMinutes(2));
        log.poll();
        assertThat(openFiles()).isZero();
    }

    @Test
    void beginsAnewWhenTheFileIsCutToNothing() throws IOException {
        begin();
        append(line("SUCCESS").repeat(3) + "{\"half");
        log.poll();
        Files.writeString(file, line("NONE"), StandardOpenOption.TRUNCATE_EXISTING);
        log.poll();

        assertThat(log.counts()).isEqualTo(Map.of(key(ClientVerify.SUCCESS), 3L, key(ClientVerify.NONE), 1L));
        assertThat(state().unreadableLines()).isEqualTo(1);
    }

    @Test
    void waitsForTheRestOfALine() throws IOException {
        begin();
        String line = line("SUCCESS");
        for (int i = 0; i < line.length(); i++) {
            assertThat(total()).isZero();
            append(line.substring(i, i + 1));
            log.poll();
        }
        assertThat(total()).isEqualTo(1);
        assertThat(state().unreadableLines()).isZero();
    }

    @Test
    void passesOverLinesThatAreTooLongForeignOrEmpty() throws IOException {
        begin();
        append("x".repeat(LineBuffer.LONGEST * 5) + "\n" + line("SUCCESS") + "foreign\n\n" + line("SUCCESS"));
        log.poll();

        assertThat(total()).isEqualTo(2);
        assertThat(state().unreadableLines()).isEqualTo(3);
    }

    @Test
    void readsALineThatIsNotUtf8() throws IOException {
        begin();
        Files.write(
                file,
                line("SUCCESS").replace("app.example.com", "gr\u00fcn").getBytes(StandardCharsets.ISO_8859_1),
                StandardOpenOption.APPEND);
        log.poll();
        assertThat(log.counts())
                .isEqualTo(Map.of(new RequestKey("other", ClientVerify.SUCCESS, FromCloudflare.UNKNOWN), 1L));
    }

    @Test
    void countsHostnamesThatAreNotConfiguredTogether() throws IOException {
        begin();
        for (int i = 0; i < 1000; i++) {
            append(line("NONE").replace("app.example.com", "host-" + i + ".example.com"));
        }
        append(line("NONE").replace("app.example.com", "APP.example.com."));
        log.poll();
        assertThat(log.counts())
                .isEqualTo(Map.of(
                        key(ClientVerify.NONE),
                        1L,
                        new RequestKey("other", ClientVerify.NONE, FromCloudflare.UNKNOWN),
                        1000L));
    }

    @Test
    void forgetsTheCountsOfHostnamesThatAreGone() throws IOException {
        begin();
        append(line("NONE"));
        log.poll();
        log.watch(Set.of(Hostname.parse("b.example.com")));
        append(line("NONE") + line("NONE").replace("app.", "b."));
        log.poll();
        assertThat(log.counts().keySet().stream().map(RequestKey::hostname))
                .containsExactlyInAnyOrder("b.example.com", "other");
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.7, YES",
        "198.51.101.7, NO",
        "2001:db8:1::7, YES",
        "2001:db8:2::7, NO",
        "::ffff:198.51.100.7, YES",
        "unix:, UNKNOWN",
        "client.example.com, UNKNOWN",
        "198.51.100.0/24, UNKNOWN",
        "'', UNKNOWN"
    })
    void tellsCloudflaresRequestsFromOthers(String client, FromCloudflare expected) throws IOException {
        log.close();
        log = following(List.of(AddressRange.parse("198.51.100.0/24"), AddressRange.parse("2001:db8:1::/48")));
        begin();
        append(line("SUCCESS").replace("192.0.2.1", client));
        log.poll();
        assertThat(log.counts())
                .isEqualTo(Map.of(new RequestKey("app.example.com", ClientVerify.SUCCESS, expected), 1L));
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void doesNotReadAPipeOrAFolder() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        log.poll();
        assertThat(state().status()).isEqualTo(Status.UNREADABLE);
        assertThat(state().detail()).isEqualTo("it is no regular file");

        Files.delete(file);
        append(line("SUCCESS"));
        log.poll();
        assertThat(total()).isEqualTo(1);
    }

    @Test
    void readsABoundedAmountAtATime() throws IOException {
        begin();
        String some = line("SUCCESS").repeat(1000);
        long lines = 0;
        try (var writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND)) {
            for (; lines * line("SUCCESS").length() < 20L << 20; lines += 1000) {
                writer.write(some);
            }
        }
        log.poll();
        assertThat(total()).isBetween(1L, lines - 1);
        log.poll();
        log.poll();
        assertThat(total()).isEqualTo(lines);
    }

    @Test
    void readsByItselfOnceStarted() throws IOException {
        append(line("SUCCESS"));
        log.start();
        append(line("SUCCESS"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (total() == 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        assertThat(total()).isEqualTo(1);
    }

    @Test
    void leavesNoFileOpen() throws IOException {
        assumeThat(Files.isDirectory(Path.of("/proc/self/fd"))).isTrue();
        begin();
        for (int i = 0; i < 50; i++) {
            Files.move(file, folder.resolve("old-" + i));
            append(line("SUCCESS"));
            log.poll();
            log.poll();
            log.poll();
        }
        assertThat(total()).isEqualTo(50);
        assertThat(openFiles()).isEqualTo(1);
        log.close();
        log.poll();
        assertThat(openFiles()).isZero();
    }

    private OriginLog following(List<AddressRange> ranges) {

        return new OriginLog(new OriginLogSettings(List.of(file), ranges), HOSTNAMES, new TestClock());
    }

    private void begin() throws IOException {
        append("");
        log.poll();
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private FileState state() {
        return log.states().get(0);
    }

    private long total() {
        return log.counts().values().stream().mapToLong(Long::longValue).sum();
    }

    private long openFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(this::isOurs).count();
        }
    }

    private boolean isOurs(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(folder);
        } catch (NoSuchFileException e) {
            // The listing's own, closed meanwhile.
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RequestKey key(ClientVerify verify) {
        return new RequestKey("app.example.com", verify, FromCloudflare.UNKNOWN);
    }

    private static String line(String verify) {
        return "{\"time\":\"2026-11-21T00:00:00+00:00\",\"client\":\"192.0.2.1\",\"host\":\"app.example.com\","
                + "\"status\":\"200\",\"verify\":\"" + verify + "\",\"issuer\":\"\",\"serial\":\"\"}\n";
    }

    /** Shows the time that the test says it is. */
    private final class TestClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
