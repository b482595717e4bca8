package dev.originpull.agent.cli.render;

import dev.originpull.configgen.install.Event;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How it is shown that something holds, does not, or is worth knowing.
 *
 * @param unicode whether the terminal shows more than ASCII
 */
public record Marks(boolean unicode) {

    /** By the locale that programs go by (POSIX, 8.2): the first of LC_ALL, LC_CTYPE and LANG that is set. */
    public static Marks of(Map<String, String> environment) {
        String locale = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT);
        return new Marks(locale.contains("utf-8") || locale.contains("utf8"));
    }

    String of(Event.State state) {
        return switch (state) {
            case DONE -> unicode ? "✓" : "+";
            case FAILED -> unicode ? "✗" : "x";
            case NOTE -> "!";
            case BEGUN -> unicode ? "…" : ".";
        };
    }
}
