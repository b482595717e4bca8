package dev.originpull.agent.monitor.originlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.agent.config.AddressRange;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.OriginLogSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentRequestsTest {
    private static final Hostname APP = Hostname.parse("app.example.com");
    private static final Instant SINCE = Instant.parse("2026-11-21T11:50:00Z");

    @TempDir
    private Path folder;

    private Path log(String name, String... times) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                Arrays.stream(times)
                        .map(
                                "time=\"2026-11-21T%s:00+0000\" client=\"198.51.100.1\" host=\"app.example.com\" verify=\"SUCCESS\"\n"
                                        ::formatted)
                        .collect(Collectors.joining()));
    }

    private static RecentRequests read(Path... files) throws IOException {
        OriginLogSettings settings =
                new OriginLogSettings(List.of(files), List.of(AddressRange.parse("198.51.100.0/24")));
        return RecentRequests.read(settings, APP, SINCE);
    }

    private static void assertTold(RecentRequests requests, long count, String since) {
        assertThat(requests.count(ClientVerify.SUCCESS)).isEqualTo(count);
        assertThat(requests.since()).contains(Instant.parse("2026-11-21T" + since + ":00Z"));
    }

    @Test
    void saysFromWhenOnTheLogTells() throws IOException {
        assertTold(read(log("access.log", "11:40", "11:56")), 1, "11:50");
        assertTold(read(log("access.log", "11:56", "11:57")), 2, "11:56");
        assertThat(read(log("access.log")).since()).isEmpty();
    }

    /** As a pipe that a log daemon reads: opening it may wait for ever. */
    @Test
    void refusesWhatIsNoRegularFile() {
        assertThatThrownBy(() -> read(Path.of("/dev/null")))
                .isInstanceOf(IOException.class)
                .hasMessage("/dev/null is no regular file");
    }

    /** The same block may listen without TLS: nobody is asked for a certificate there. */
    @Test
    void countsNoRequestWithoutTls() throws IOException {
        Path log = log("access.log", "11:40", "11:56");
        for (String word : List.of("", "-")) {
            Files.writeString(
                    log,
                    "time=\"2026-11-21T11:57:00+0000\" client=\"198.51.100.1\" host=\"app.example.com\" verify=\"%s\"\n"
                            .formatted(word),
                    StandardOpenOption.APPEND);
        }

        RecentRequests requests = read(log);

        assertThat(requests.fromCloudflare()).containsExactly(Map.entry(ClientVerify.SUCCESS, 1L));
    }

    @Test
    void readsWhatWasRotatedAway() throws IOException {
        Path log = log("access.log", "11:56");
        log("access.log.1", "11:40", "11:52");
        assertTold(read(log), 2, "11:50");

        log("access.log.1", "11:51", "11:52");
        assertTold(read(log), 3, "11:51");

        log("access.log");
        assertTold(read(log), 2, "11:51");
    }

    @Test
    void takesALogThatEndedBeforeForOneThatHoldsNoneOfThem() throws IOException {
        Path log = log("access.log", "11:56");
        Path before = log("access.log.1", "11:40");
        Files.setLastModifiedTime(before, FileTime.from(SINCE.minusSeconds(1)));

        assertTold(read(log), 1, "11:50");
    }

    @Test
    void doesWithoutARotatedLogThatCannotBeRead() throws IOException {
        Path log = log("access.log", "11:56");
        Files.write(folder.resolve("access.log.1"), new byte[] {0x1F, (byte) 0x8B, 8});
        assertTold(read(log), 1, "11:56");

        Files.delete(folder.resolve("access.log.1"));
        Files.createDirectory(folder.resolve("access.log.1"));
        assertTold(read(log), 1, "11:56");
    }

    @Test
    void countsNoFileTwiceAndGoesByTheLogThatTellsLeast() throws IOException {
        Path log = log("access.log", "11:56");
        Path before = log("access.log.1", "11:40", "11:52");
        assertTold(read(log, before), 2, "11:56");
        assertTold(read(before, log("other.log")), 1, "11:50");
    }
}
