package dev.originpull.agent.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {
    @TempDir
    private Path folder;

    @Test
    void keepsASecondAgentFromAStateFile() throws IOException {
        Path file = folder.resolve("results.jsonl.gz");
        try (StateLock first = StateLock.take(Optional.of(file))) {
            assertThat(first).isNotNull();

            assertThatIOException()
                    .isThrownBy(() -> StateLock.take(Optional.of(file)))
                    .withMessage("the state file " + file + " is in use by another originpull agent (process "
                            + ProcessHandle.current().pid()
                            + "): end that one, or give this one another state-file");
            StateLock.take(Optional.of(folder.resolve("other.jsonl.gz"))).close();
        }
        StateLock.take(Optional.of(file)).close();
    }

    @Test
    void isTakenAgainAfterAProcessThatWasKilled() throws IOException {
        Path file = folder.resolve("results.jsonl.gz");
        Files.writeString(folder.resolve("results.jsonl.gz.lock"), "4711\n");

        StateLock.take(Optional.of(file)).close();

        assertThat(folder.resolve("results.jsonl.gz.lock"))
                .content()
                .startsWith("" + ProcessHandle.current().pid());
    }

    @Test
    void isNoneWhereThereIsNoStateFileOrNoFolderForIt() throws IOException {
        StateLock.take(Optional.empty()).close();
        Path lost = folder.resolve("gone/results.jsonl.gz");
        StateLock.take(Optional.of(lost)).close();
        assertThat(lost.getParent()).doesNotExist();
    }
}
