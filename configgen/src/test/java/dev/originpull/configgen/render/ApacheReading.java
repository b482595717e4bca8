package dev.originpull.configgen.render;

import java.util.ArrayList;
import java.util.List;

/** Reads text as Apache httpd does: a directive a line, a backslash at its end goes on with the next one. */
final class ApacheReading {
    private ApacheReading() {}

    /** Each directive's words. */
    static List<List<String>> of(String text) {
        List<List<String>> directives = new ArrayList<>();
        for (String line : text.replace("\\\n", "").split("\n", -1)) {
            String directive = line.strip();
            if (directive.isEmpty() || directive.startsWith("#")) {
                continue;
            }
            if (directive.contains("${")) {
                throw new AssertionError("Apache would replace a variable in: " + directive);
            }
            directives.add(words(directive));
        }
        return directives;
    }

    private static List<String> words(String directive) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < directive.length()) {
            char first = directive.charAt(at);
            StringBuilder word = new StringBuilder();
            if (Character.isWhitespace(first)) {
                at++;
                continue;
            }
            boolean quoted = first == '"' || first == '\'';
            for (at += quoted ? 1 : 0; at < directive.length(); at++) {
                char c = directive.charAt(at);
                if (quoted ? c == first : Character.isWhitespace(c)) {
                    break;
                }
                boolean escape = quoted
                        && c == '\\'
                        && at + 1 < directive.length()
                        && (directive.charAt(at + 1) == '\\' || directive.charAt(at + 1) == first);
                at += escape ? 1 : 0;
                word.append(directive.charAt(at));
            }
            at++;
            words.add(word.toString());
        }
        return words;
    }
}
