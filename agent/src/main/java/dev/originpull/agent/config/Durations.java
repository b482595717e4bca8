package dev.originpull.agent.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 500ms}, {@code 5s}, {@code 1m}. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private Durations() {}

    /**
     * Reads a number and its unit ({@code ms}, {@code s}, {@code m}, {@code h}).
     *
     * @throws IllegalArgumentException with one printable line, where it is none or zero
     */
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + Printable.of(text) + "' is no length of time: write 500ms, 5s or 1m");
        }
        long number = Long.parseLong(form.group(1));
        if (number == 0) {
            throw new IllegalArgumentException("'" + Printable.of(text) + "' is no time at all: write 500ms, 5s or 1m");
        }
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /** As people write it, in the largest unit that leaves no rest, but a minute is {@code 60s}: {@code 90s}, {@code 2m}, {@code 1h}. */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        return seconds % 3600 == 0
                ? seconds / 3600 + "h"
                : seconds % 60 == 0 && seconds > 60 ? seconds / 60 + "m" : seconds + "s";
    }
}
