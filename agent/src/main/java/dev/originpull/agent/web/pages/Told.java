package dev.originpull.agent.web.pages;

import dev.originpull.agent.monitor.Look;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.verdict.Verdict;
import java.util.Locale;

/** What there is to say of an origin, the worst first: a verdict, or that nobody has looked. */
enum Told {
    FAIL("Not as expected"),
    UNKNOWN("Could not tell"),
    PASS("As expected"),
    PENDING("Not looked at yet");

    private final String words;

    Told(String words) {
        this.words = words;
    }

    static Told of(Standing standing) {
        return standing.look().map(Look::verdict).map(Told::of).orElse(PENDING);
    }

    static Told of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> PASS;
            case FAIL -> FAIL;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** As JSON and links have it; {@code pending} where nobody has looked. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    String words() {
        return words;
    }

    /** For people, of one origin. */
    static String words(Standing standing) {
        Told told = of(standing);
        if (told != PASS) {
            return told.words();
        }
        if (standing.watch().expected().isEmpty()) {
            return "Nothing expected";
        }
        return Urgency.of(standing) == Urgency.FINE ? told.words() : told.words() + ", but";
    }
}
