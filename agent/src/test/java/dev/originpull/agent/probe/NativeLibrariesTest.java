package dev.originpull.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibrariesTest {
    @TempDir
    Path directory;

    @Test
    void takesTheFirstFolderThatWorksAndLeavesNothingInIt() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Path good = Files.createDirectory(directory.resolve("good"));
        Path later = Files.createDirectory(directory.resolve("later"));
        List<String> unusable = new ArrayList<>();

        assertThat(NativeLibraries.folder(
                        new LinkedHashSet<>(List.of(directory.resolve("absent"), file, good, later)), unusable))
                .contains(good);

        assertThat(unusable)
                .containsExactly(directory.resolve("absent") + ": no such folder", file + ": not a directory");
        assertThat(good).isEmptyDirectory();
        assertThat(later).isEmptyDirectory();
    }

    @Test
    void findsNoneWhereNoneWorks() {
        List<String> unusable = new ArrayList<>();

        assertThat(NativeLibraries.folder(Set.of(directory.resolve("absent")), unusable))
                .isEmpty();
        assertThat(unusable).hasSize(1);
    }

    @Test
    void triesTheFolderForTemporaryFilesFirstAndThenThoseThatThisProgramWritesTo() {
        Properties properties = new Properties();
        properties.setProperty("java.io.tmpdir", "/tmp/here");
        properties.setProperty("originpull.home", "/opt/originpull");

        assertThat(NativeLibraries.candidates(
                        properties, Map.of("STATE_DIRECTORY", "/var/lib/a:/var/lib/b", "HOME", "/home/ann")))
                .containsExactly(
                        Path.of("/tmp/here"),
                        Path.of("/var/lib/a"),
                        Path.of("/home/ann/.cache"),
                        Path.of("/opt/originpull/lib"),
                        Path.of("/var/tmp"));
        assertThat(NativeLibraries.candidates(
                        new Properties(),
                        Map.of("STATE_DIRECTORY", "", "XDG_CACHE_HOME", "/cache", "HOME", "/home/ann")))
                .containsExactly(Path.of("/tmp"), Path.of("/cache"), Path.of("/var/tmp"));
    }

    @Test
    void passesOverNamesThatAreNoPaths() {
        Properties properties = new Properties();
        properties.setProperty("java.io.tmpdir", "/tmp/\0");
        properties.setProperty("originpull.home", "");

        assertThat(NativeLibraries.candidates(
                        properties, Map.of("HOME", "/home/\ud800", "XDG_CACHE_HOME", "", "STATE_DIRECTORY", ":")))
                .last()
                .isEqualTo(Path.of("/var/tmp"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/tmp: mounted noexec | any | cannot load BoringSSL from any folder (/tmp: mounted noexec): set ORIGINPULL_OPTS=",
                "/tmp: too many open files | any | no file descriptor left: raise the limit (ulimit -n)",
                "'' | /tmp/x.so (Too many open files) | no file descriptor left: raise the limit (ulimit -n)",
                "'' | could not load a native library: netty_tcnative | use Linux with glibc on x86_64 or aarch64",
                "'' | x.so: failed to map segment from shared object | failed to map segment from shared object: use Linux",
            })
    void saysInOneLineWhyAndWhatToDo(String unusable, String cause, String said) {
        assertThat(NativeLibraries.obstacle(
                        unusable.isEmpty() ? List.of() : List.of(unusable),
                        new IllegalArgumentException("outer", new UnsatisfiedLinkError(cause))))
                .startsWith("cannot load BoringSSL")
                .contains(said)
                .doesNotContain("\n");
    }

    @Test
    void loadsOnThisMachine() {
        assertThat(NativeLibraries.obstacle()).isEmpty();
    }
}
