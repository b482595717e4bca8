package dev.originpull.agent.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** A second goes by between any two looks at it: to write takes one. */
    private final AtomicLong nanos = new AtomicLong();

    private Keeper keeper;

    @BeforeEach
    void begin(@TempDir Path folder) {
        keeper = new Keeper(
                Optional.of(new StateFile(folder.resolve("state"))), Clock.systemUTC(), () -> nanos.getAndAdd(SECOND));
    }

    @Test
    void neverRestsBeforeItHasWritten() {
        assertThat(keeper.isResting()).isFalse();
    }

    @Test
    void restsForTwentyTimesWhatItTookToWrite() {
        keeper.keep(List.of());

        assertThat(keeper.isResting()).isTrue();
        nanos.addAndGet(20 * SECOND);
        assertThat(keeper.isResting()).isFalse();
    }
}
