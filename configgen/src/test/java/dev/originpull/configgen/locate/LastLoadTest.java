package dev.originpull.configgen.locate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastLoadTest {
    private static final Instant THEN = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder;

    private Path file(String name, Instant modified) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "");
        Files.setLastModifiedTime(file, FileTime.from(modified));
        return file;
    }

    @Test
    void namesTheFirstFileThatIsNewer() throws IOException {
        Path old = file("old", THEN.minusSeconds(1));
        Path same = file("same", THEN);
        Path edited = file("edited", THEN.plusNanos(1_000_000));
        LastLoad load = new LastLoad(THEN);

        assertThat(load.firstNewer(List.of(old, same, folder.resolve("gone")))).isEmpty();
        assertThat(load.firstNewer(List.of(old, edited))).contains(edited);
    }

    @Test
    void seesALinkThatWasMadeSinceAndATargetThatWasEdited() throws IOException {
        Path old = file("old", THEN.minusSeconds(1));
        Path link = Files.createSymbolicLink(folder.resolve("link"), old);

        assertThat(new LastLoad(THEN).firstNewer(List.of(link))).contains(link);
        assertThat(new LastLoad(Instant.now().plusSeconds(60)).firstNewer(List.of(link)))
                .isEmpty();
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().plusSeconds(120)));
        assertThat(new LastLoad(Instant.now().plusSeconds(60)).firstNewer(List.of(link)))
                .contains(link);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "-1", "0", "999999999"})
    void tellsNothingOfAServerThatIsNotThere(String pid) throws IOException {
        Path pidFile = Files.writeString(folder.resolve("pid"), pid);

        assertThat(LastLoad.byPidFile(pidFile)).isEmpty();
        assertThat(LastLoad.byWorkers(pidFile, "")).isEmpty();
        assertThat(LastLoad.byPidFile(folder.resolve("gone"))).isEmpty();
    }

    @Test
    void goesByTheFileOfAServerThatLives() throws IOException {
        Path pidFile =
                Files.writeString(folder.resolve("pid"), ProcessHandle.current().pid() + "\n");
        Files.setLastModifiedTime(pidFile, FileTime.from(THEN));

        assertThat(LastLoad.byPidFile(pidFile)).contains(new LastLoad(THEN));
    }

    @Test
    void goesByTheYoungestOfTheChildrenThatBearTheTitle() throws IOException {
        Instant before = Instant.now();
        Process worker = new ProcessBuilder("sleep", "60").start();
        try {
            Path pidFile = Files.writeString(
                    folder.resolve("pid"), ProcessHandle.current().pid() + "\n");

            assertThat(LastLoad.byWorkers(pidFile, "sleep"))
                    .hasValueSatisfying(load -> assertThat(load.at())
                            .isBetween(before.minusMillis(20), Instant.now().plusSeconds(1)));
            assertThat(LastLoad.byWorkers(pidFile, "nginx: worker process")).isEmpty();
        } finally {
            worker.destroyForcibly();
        }
    }
}
