package dev.originpull.bench;

import java.time.Duration;

/**
 * What a number of pieces of work cost.
 *
 * @param pieces 1 or more: attempts, commands or verifications
 * @param cpu user and system time together, over all threads
 * @param wall from the first to the last
 */
record Cost(int pieces, Duration cpu, Duration wall) {
    private static final double NANOS_PER_MILLI = 1e6;

    Cost {
        if (pieces < 1) {
            throw new IllegalArgumentException("pieces is 1 or more: " + pieces);
        }
    }

    /** CPU milliseconds a piece. */
    double cpuMillis() {
        return cpu.toNanos() / NANOS_PER_MILLI / pieces;
    }

    /** Wall milliseconds a piece. */
    double wallMillis() {
        return wall.toNanos() / NANOS_PER_MILLI / pieces;
    }
}
