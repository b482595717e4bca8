package dev.originpull.configgen.locate.nginx;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A pattern for file names, as of glob(7). */
final class Glob {
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final String literal;
    private final Pattern pattern;

    private Glob(String literal, Pattern pattern) {
        this.literal = literal;
        this.pattern = pattern;
    }

    static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
    }

    static Glob of(String text) {
        int first = 0;
        while (first < text.length() && "*?[\\".indexOf(text.charAt(first)) < 0) {
            first++;
        }
        return new Glob(text.substring(0, first), compiled(text));
    }

    /** A set that ends before it begins fits nothing (glob(3) says so as well). */
    private static Pattern compiled(String text) {
        try {
            return Pattern.compile(regex(text), Pattern.DOTALL);
        } catch (PatternSyntaxException impossible) {
            return NOTHING;
        }
    }

    boolean fits(String name) {
        return name.startsWith(literal) && pattern.matcher(name).matches();
    }

    private static String regex(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // A dot at the beginning of a name has to be written (glob(7)).
            String hidden = i > 0 && text.charAt(i - 1) == '/' ? "(?!\\.)" : "";
            int end = c == '[' ? text.indexOf(']', i + (text.startsWith("[!", i) ? 3 : 2)) : -1;
            if (c == '*') {
                regex.append(hidden).append("[^/]*");
            } else if (c == '?') {
                regex.append(hidden).append("[^/]");
            } else if (end > 0) {
                regex.append(hidden).append(set(text.substring(i + 1, end)));
                i = end;
            } else {
                i += c == '\\' && i + 1 < text.length() ? 1 : 0;
                regex.append(Pattern.quote(text.substring(i, i + 1)));
            }
        }
        return regex.toString();
    }

    private static String set(String inside) {
        boolean not = inside.startsWith("!") || inside.startsWith("^");
        StringBuilder regex = new StringBuilder(not ? "[^" : "[");
        (not ? inside.substring(1) : inside)
                .chars()
                .forEach(c -> regex.append(c == '-' || Character.isLetterOrDigit(c) ? "" : "\\")
                        .append((char) c));
        return regex.append("]").toString();
    }
}
