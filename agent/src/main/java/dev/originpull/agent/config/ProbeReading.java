package dev.originpull.agent.config;

import java.time.Duration;
import java.util.Optional;

/** Reads {@code probe:}. */
final class ProbeReading {
    /** Less is a slip of the pen for 60s, and hammers origins. */
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    private static final Duration LONGEST_INTERVAL = Duration.ofHours(24);
    /** Less does not last for a handshake. */
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);

    private ProbeReading() {}

    static ProbeSettings read(Section probe) {
        ProbeSettings usual = ProbeSettings.DEFAULT;
        Duration interval = probe.text("interval", text -> between(text, SHORTEST_INTERVAL, LONGEST_INTERVAL))
                .orElse(usual.interval());
        Optional<Duration> timeout = probe.text("timeout", text -> between(text, SHORTEST_TIMEOUT, LONGEST_INTERVAL));
        if (timeout.isPresent() && timeout.get().compareTo(interval) > 0) {
            probe.complain(
                    probe.line("timeout"),
                    "'" + probe.named("timeout") + "' is longer than the interval of " + Durations.text(interval)
                            + ": an origin must be done with before its turn comes again; write at most that");
            timeout = Optional.empty();
        }
        int concurrency = probe.text("concurrency", text -> number(text, ProbeSettings.MOST_AT_A_TIME))
                .orElse(usual.concurrency());
        int forgedEvery = probe.text("forged-every", text -> number(text, ProbeSettings.RAREST_FORGED))
                .orElse(usual.forgedEvery());
        return new ProbeSettings(
                interval,
                timeout.orElse(usual.timeout().compareTo(interval) > 0 ? interval : usual.timeout()),
                concurrency,
                forgedEvery,
                probe.text("scheduled", Section::truth).orElse(usual.scheduled()));
    }

    private static Duration between(String text, Duration shortest, Duration longest) {
        Duration time = Durations.parse(text);
        if (time.compareTo(shortest) < 0 || time.compareTo(longest) > 0) {
            throw new IllegalArgumentException("'" + Printable.of(text) + "': write " + Durations.text(shortest)
                    + " to " + Durations.text(longest));
        }
        return time;
    }

    private static int number(String text, int most) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("'" + Printable.of(text) + "': write a number of 1 to " + most);
        }
        return Integer.parseInt(text);
    }
}
