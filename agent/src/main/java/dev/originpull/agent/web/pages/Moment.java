package dev.originpull.agent.web.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A time for people.
 *
 * @param relative from the reader's now, such as {@code 3 min ago} or {@code in 9 days}
 * @param absolute in UTC, to the second
 * @param iso for {@code datetime} attributes (RFC 3339), to the second
 */
public record Moment(String relative, String absolute, String iso) {
    private static final DateTimeFormatter ABSOLUTE = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static Moment of(Instant at, Instant now) {
        Instant second = at.truncatedTo(ChronoUnit.SECONDS);
        return new Moment(relative(Duration.between(now, at)), ABSOLUTE.format(second), second.toString());
    }

    /** How long, in the largest unit that there is at least one of. */
    static String length(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        if (seconds < 2 * 86_400) {
            return seconds / 3600 + " h";
        }
        return seconds / 86_400 + " days";
    }

    private static String relative(Duration ahead) {
        if (ahead.abs().compareTo(Duration.ofSeconds(1)) < 0) {
            return "now";
        }
        return ahead.isNegative() ? length(ahead.negated()) + " ago" : "in " + length(ahead);
    }
}
