package dev.originpull.configgen.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObstaclesTest {
    @TempDir
    Path folder;

    @Test
    void findsNothingInTheWayAndTouchesNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("site.conf"), "server {}\n");

        assertThat(Obstacles.of(file, 2_000)).isEmpty();
        assertThat(Obstacles.of(folder.resolve("new/er/file.conf"), 2_000)).isEmpty();

        assertThat(names()).containsExactly("site.conf");
    }

    @Test
    void findsAMountPoint() throws Exception {
        assertThat(Obstacles.of(Path.of("/proc"), 1))
                .hasValueSatisfying(text -> assertThat(text).startsWith("/proc is a mount point of its own"));
    }

    @Test
    void findsAFullFileSystem() throws Exception {
        assertThat(Obstacles.of(folder.resolve("site.conf"), Long.MAX_VALUE / 2))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains(folder + " is on a file system with ")
                        .contains(" are needed: make room there"));
    }

    @Test
    void findsAFileInTheFoldersPlace() throws Exception {
        Path file = Files.writeString(folder.resolve("fragments"), "");

        assertThat(Obstacles.of(file.resolve("nginx/app.conf"), 1))
                .contains(file + " is no folder: move it away, or name another under 'server:'");
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/site.conf, /etc/site.conf",
        "/srv/my\\040sites/a.conf, /srv/my sites/a.conf",
        "/srv/back\\134slash, /srv/back\\slash",
        "/srv/caf\\303\\251, /srv/caf\u00e9"
    })
    void readsNamesOfMountPoints(String escaped, String name) {
        assertThat(Obstacles.plain(escaped)).isEqualTo(name);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
