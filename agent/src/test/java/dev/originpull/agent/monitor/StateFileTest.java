package dev.originpull.agent.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Verdict;
import dev.originpull.configgen.catalog.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {
    private static final Watch WATCH = Looks.watch("app.example.com", "[2001:db8::10]:8443");
    private static final List<Change> HISTORY = List.of(
            new Change(Looks.START.minusMillis(1), Mode.INCONCLUSIVE, Verdict.UNKNOWN),
            new Change(Looks.START, Mode.REQUIRED_ANY, Verdict.FAIL));
    private static final String HEADING = "{\"version\":1,\"writtenAt\":\"2026-11-21T00:00:00Z\"}\n";

    @TempDir
    private Path folder;

    private Path path = Path.of("state.json");
    private StateFile file = new StateFile(path);

    @BeforeEach
    void name() {
        path = folder.resolve("state.json");
        file = new StateFile(path);
    }

    @ParameterizedTest
    @EnumSource
    void givesBackWhatWasWritten(Mode mode) throws IOException {
        Verdict verdict = mode == Mode.REQUIRED ? Verdict.PASS : Verdict.UNKNOWN;
        Look look = Looks.look(mode, verdict, 7);

        file.write(List.of(standing(look)), Looks.START);

        assertThat(file.read())
                .containsExactly(Map.entry(
                        WATCH.id(),
                        new StateFile.Memory(
                                Optional.of(Stage.REQUIRED), Optional.of(look), Looks.START.plusSeconds(9), HISTORY)));
    }

    /** As after a change of what is expected, until the first look for that. */
    @Test
    void keepsTheHistoryOfWhatWasLookedAtForSomethingElse() throws IOException {
        Instant probed = Looks.START.plusSeconds(9);
        file.write(List.of(new Standing(WATCH, Optional.empty(), Optional.of(probed), false, HISTORY)), Looks.START);

        assertThat(file.read())
                .containsExactly(Map.entry(
                        WATCH.id(), new StateFile.Memory(Optional.empty(), Optional.empty(), probed, HISTORY)));
    }

    @Test
    void leavesOutWhatHasNotBeenLookedAt() throws IOException {
        file.write(List.of(new Watched(WATCH).standing(Freshness.CURRENT)), Looks.START);

        assertThat(file.read()).isEmpty();
    }

    @Test
    void knowsNothingWithoutAFile() throws IOException {
        assertThat(file.read()).isEmpty();
    }

    @Test
    void leavesNoOtherFileBehindAndLetsNobodyElseRead() throws IOException {
        file.write(List.of(), Looks.START);
        file.write(List.of(standing(Looks.required(1))), Looks.START);

        assertThat(names()).containsExactly("state.json");
        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void leavesTheOldFileWhereTheNewOneCannotBePutInItsPlace() throws IOException {
        // A folder that is not empty: the new file is written, and then cannot take its name.
        Files.createDirectories(path.resolve("full"));

        assertThatThrownBy(() -> file.write(List.of(standing(Looks.required(1))), Looks.START))
                .isInstanceOf(IOException.class);

        assertThat(names()).containsExactly("state.json");
        assertThat(path.resolve("full")).isDirectory();
    }

    @Test
    void removesWhatAProcessThatWasKilledWhileItWroteLeftBehind() throws IOException {
        Files.writeString(folder.resolve(".state.json.4711.tmp"), "half of it");
        Files.writeString(folder.resolve(".other.json.4711.tmp"), "somebody else's");

        new Keeper(Optional.of(file), Clock.systemUTC()).tidy();

        assertThat(names()).containsExactly(".other.json.4711.tmp");
    }

    @Test
    void saysWhichFolderIsMissing() {
        StateFile lost = new StateFile(folder.resolve("gone/state.json"));

        assertThatThrownBy(() -> lost.write(List.of(), Looks.START))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.resolve("gone").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"version\":2}\n",
                "not JSON",
                HEADING + "not JSON",
                HEADING + "\n",
                HEADING + "null\n",
                HEADING + "{\"id\":\"00\"}\n",
                HEADING + "{\"id\":\"00\",\"at\":\"yesterday\"}\n",
                HEADING
                        + "{\"id\":\"00\",\"at\":\"2026-11-21T00:00:00Z\",\"report\":{\"mode\":\"tired\",\"verdict\":\"pass\"}}\n"
            })
    void refusesWhatItDidNotWrite(String text) throws IOException {
        Files.write(path, gzip(text));

        assertThatThrownBy(file::read).isInstanceOf(IOException.class).message().isNotBlank();
    }

    @Test
    void refusesWhatIsNotPackedOrCutOff() throws IOException {
        file.write(List.of(standing(Looks.required(1))), Looks.START);
        byte[] whole = Files.readAllBytes(path);

        for (int length = 0; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            assertThatThrownBy(file::read)
                    .as("%s of %s bytes", length, whole.length)
                    .isInstanceOf(IOException.class)
                    .message()
                    .isNotBlank();
        }
        Files.writeString(path, HEADING);
        assertThatThrownBy(file::read).isInstanceOf(IOException.class);
    }

    @Test
    void beginsAnewWithWhatCannotBeReadAndKeepsIt() throws IOException {
        Files.writeString(path, "damaged");
        Keeper keeper = new Keeper(Optional.of(file), Clock.fixed(Looks.START, ZoneOffset.UTC));

        assertThat(keeper.remembered()).isEmpty();

        assertThat(names()).containsExactly("state.json.unreadable");
        assertThat(folder.resolve("state.json.unreadable")).hasContent("damaged");
        keeper.keep(List.of(standing(Looks.required(1))));
        assertThat(file.read()).hasSize(1);
    }

    @Test
    void tellsWhetherItCouldBeWrittenAndTriesAgain() throws IOException {
        Path gone = folder.resolve("gone");
        Keeper keeper = new Keeper(
                Optional.of(new StateFile(gone.resolve("state.json"))), Clock.fixed(Looks.START, ZoneOffset.UTC));
        assertThat(keeper.remembered()).isEmpty();
        assertThat(keeper.isKept()).contains(true);

        keeper.keep(List.of());
        assertThat(keeper.isKept()).contains(false);

        Files.createDirectory(gone);
        keeper.keep(List.of());
        assertThat(keeper.isKept()).contains(true);
        assertThat(gone.resolve("state.json")).isRegularFile();
    }

    @Test
    void keepsNothingWhereThereIsNoFileTo() {
        Keeper keeper = new Keeper(Optional.empty(), Clock.systemUTC());

        keeper.keep(List.of(standing(Looks.required(1))));

        assertThat(keeper.remembered()).isEmpty();
        assertThat(keeper.isKept()).isEmpty();
    }

    private static Standing standing(Look look) {
        return new Standing(WATCH, Optional.of(look), Optional.of(Looks.START.plusSeconds(9)), false, HISTORY);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
