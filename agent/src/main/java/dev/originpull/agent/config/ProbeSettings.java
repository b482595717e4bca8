package dev.originpull.agent.config;

import java.time.Duration;

/**
 * How often and how many at a time.
 *
 * @param interval between two probes of an address
 * @param timeout for all attempts at an address, at most the interval
 * @param concurrency addresses being probed at a time, 1 to {@value #MOST_AT_A_TIME}
 * @param forgedEvery the forged certificate is presented in every so many-th probe of an address, 1 to {@value #RAREST_FORGED}
 * @param scheduled whether the agent probes of its own accord; if not, only when it is asked to by {@code /probe}
 */
public record ProbeSettings(Duration interval, Duration timeout, int concurrency, int forgedEvery, boolean scheduled) {
    /** More connections at a time meet the limit of open files that most systems start with. */
    public static final int MOST_AT_A_TIME = 4096;
    /** Once in 17 hours at the usual interval: more seldom is as good as never. */
    public static final int RAREST_FORGED = 1000;

    /** Where nothing is said. */
    public static final ProbeSettings DEFAULT =
            new ProbeSettings(Duration.ofSeconds(60), Duration.ofSeconds(10), 64, 1, true);

    public ProbeSettings {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval " + interval);
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(interval) > 0) {
            throw new IllegalArgumentException("timeout " + timeout + " at an interval of " + interval);
        }
        if (concurrency < 1 || concurrency > MOST_AT_A_TIME) {
            throw new IllegalArgumentException("concurrency " + concurrency);
        }
        if (forgedEvery < 1 || forgedEvery > RAREST_FORGED) {
            throw new IllegalArgumentException("forged-every " + forgedEvery);
        }
    }
}
