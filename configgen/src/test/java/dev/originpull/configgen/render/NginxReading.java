package dev.originpull.configgen.render;

import java.util.ArrayList;
import java.util.List;

/** Reads text as NGINX does: directives of words, ended by {@code ;}, a brace, or the text. */
final class NginxReading {
    private final String text;
    private final List<List<String>> directives = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private int at;

    private NginxReading(String text) {
        this.text = text;
    }

    /** Each directive's words; the last one is what ended it. */
    static List<List<String>> of(String text) {
        return new NginxReading(text).directives();
    }

    private List<List<String>> directives() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c == ';' || c == '{' || c == '}') {
                words.add(String.valueOf(c));
                directives.add(words);
                words = new ArrayList<>();
                at++;
            } else if (c == '"' || c == '\'') {
                words.add(quoted(c));
            } else {
                words.add(bare());
            }
        }
        if (!words.isEmpty()) {
            directives.add(words);
        }
        return directives;
    }

    private String quoted(char quote) {
        StringBuilder word = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != quote; at++) {
            word.append(unescaped());
        }
        at++;
        if (at < text.length() && " \t\n;{)".indexOf(text.charAt(at)) < 0) {
            throw new AssertionError("NGINX: unexpected \"" + text.charAt(at) + "\" after a quoted word");
        }
        return word.toString();
    }

    private String bare() {
        StringBuilder word = new StringBuilder();
        for (; at < text.length() && " \t\n;{".indexOf(text.charAt(at)) < 0; at++) {
            word.append(unescaped());
        }
        return word.toString();
    }

    private String unescaped() {
        char c = text.charAt(at);
        if (c != '\\' || at + 1 == text.length()) {
            return String.valueOf(c);
        }
        at++;
        char next = text.charAt(at);
        return switch (next) {
            case '"', '\'', '\\' -> String.valueOf(next);
            case 't' -> "\t";
            case 'r' -> "\r";
            case 'n' -> "\n";
            default -> "\\" + next;
        };
    }
}
