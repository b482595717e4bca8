package dev.originpull.agent.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.MemoryUsage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OldGenerationTest {
    @ParameterizedTest(name = "{0} MiB after {1} MiB: {2}")
    @CsvSource({
        "25, 25, false",
        "29, 25, false",
        "31, 25, true",
        // A few origins: nothing to win.
        "5, 2, false",
        // Never collected yet.
        "9, 0, true",
        // A large fleet grows by much before it is worth the pause.
        "140, 120, false",
        "150, 120, true",
        // Just collected: less than before.
        "20, 25, false",
    })
    void isCollectedWhenItHasGrownByMuch(long now, long afterLast, boolean overdue) {
        assertThat(OldGeneration.isOverdue(mebibytes(now), mebibytes(afterLast)))
                .isEqualTo(overdue);
    }

    private static MemoryUsage mebibytes(long used) {
        return new MemoryUsage(0, used << 20, used << 20, -1);
    }
}
