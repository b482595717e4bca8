package dev.originpull.agent.config;

import java.time.Duration;
import java.util.Optional;

/** Reads {@code probe:}. */
final class ProbeReading {
    private ProbeReading() {}

    static ProbeSettings read(Section probe) {
        ProbeSettings usual = ProbeSettings.DEFAULT;
        Duration interval = probe.text("interval", Durations::parse).orElse(usual.interval());
        Optional<Duration> timeout = probe.text("timeout", Durations::parse);
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

    private static int number(String text, int most) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("'" + Printable.of(text) + "': write a number of 1 to " + most);
        }
        return Integer.parseInt(text);
    }
}
