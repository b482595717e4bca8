package dev.originpull.agent.monitor.originlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFileTest {
    private static final int ROTATIONS = 4_000;

    @TempDir
    private Path folder;

    /** Another file may get the name between two system calls; opened under the former one's key, it was read again later. */
    @Test
    void countsNoLineTwiceHoweverOftenTheFileIsReplaced() throws IOException {
        Path log = Files.writeString(folder.resolve("access.log"), "");
        List<String> lines = new ArrayList<>();
        FollowedFile followed = new FollowedFile(log, lines::add, Clock.systemUTC());
        followed.poll(1 << 20);

        CompletableFuture<Void> rotating = CompletableFuture.runAsync(() -> rotate(log));
        while (!rotating.isDone()) {
            followed.poll(1 << 20);
        }
        rotating.join();
        for (int n = 0; n < 4; n++) {
            followed.poll(1 << 20);
        }
        followed.close();

        assertThat(lines).as("the last file's").contains("line " + (ROTATIONS - 1));
        assertThat(new HashSet<>(lines)).hasSameSizeAs(lines);
    }

    private void rotate(Path log) {
        try {
            for (int n = 0; n < ROTATIONS; n++) {
                Path fresh = Files.writeString(folder.resolve("fresh.log"), "line " + n + "\n");
                Files.move(fresh, log, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
