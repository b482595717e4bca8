package dev.originpull.agent.report;

import java.time.Duration;

/** Milliseconds with one decimal, in every locale with a point. */
public final class Millis {
    private static final long NANOS_PER_TENTH = 100_000;

    private Millis() {}

    public static String of(Duration duration) {
        long tenths = (duration.toNanos() + NANOS_PER_TENTH / 2) / NANOS_PER_TENTH;
        return tenths / 10 + "." + tenths % 10;
    }
}
