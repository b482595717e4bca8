package dev.originpull.configgen.locate.apache;

import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.LocateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes a file apart as httpd does (ap_build_config): a directive a line, a backslash at its end goes on with the next one. */
final class Parser {
    private static final int DEEPEST = 200;

    private final ConfigFile file;
    private final String text;
    private final int end;
    private int at;
    private int line;
    private int depth;

    private Parser(ConfigFile file, int at, int end, int line) {
        this.file = file;
        this.text = file.text();
        this.at = at;
        this.end = end;
        this.line = line;
    }

    /** The file's directives and sections; includes and conditions stay what they are. */
    static List<Directive> parse(ConfigFile file) throws LocateException {
        return new Parser(file, 0, file.text().length(), 1).section("").directives();
    }

    /** Up to the section's closing, or to the end of the file where it has no name. */
    private Directive.Body section(String name) throws LocateException {
        if (++depth > DEEPEST) {
            throw unexpected(line, "more than " + DEEPEST + " sections within each other");
        }
        Directive.Body body = inside(name);
        depth--;
        return body;
    }

    private Directive.Body inside(String name) throws LocateException {
        List<Directive> found = new ArrayList<>();
        while (at < end) {
            int firstLine = line;
            int start = at;
            String logical = logicalLine();
            String stripped = logical.strip();
            int begin = begin(start);
            if (stripped.startsWith("</")) {
                if (!stripped.substring(2).strip().toLowerCase(Locale.ROOT).startsWith(name) || name.isEmpty()) {
                    throw unexpected(firstLine, stripped);
                }
                return new Directive.Body(found, begin);
            }
            if (!stripped.isEmpty() && !stripped.startsWith("#")) {
                found.add(directive(begin, firstLine, stripped));
            }
        }
        if (!name.isEmpty()) {
            throw unexpected(line, "the end of the file in <" + name + ">");
        }
        return new Directive.Body(found, end);
    }

    /** Where a logical line's text begins: a line may go on before it has begun. */
    private int begin(int start) {
        int begin = start;
        while (begin < at) {
            char c = text.charAt(begin);
            if (c == '\\' && (text.startsWith("\n", begin + 1) || text.startsWith("\r\n", begin + 1))) {
                begin = text.indexOf('\n', begin) + 1;
            } else if (Character.isWhitespace(c)) {
                begin++;
            } else {
                break;
            }
        }
        return begin;
    }

    /** A macro's lines are any text, and need not be whole sections (mod_macro warns of that): what can be read is. */
    private Directive.Body macro(int firstLine) throws LocateException {
        int inside = at;
        while (at < end) {
            int start = at;
            if (logicalLine().strip().toLowerCase(Locale.ROOT).startsWith("</macro")) {
                try {
                    List<Directive> found = new Parser(file, inside, start, firstLine)
                            .section("")
                            .directives();
                    return new Directive.Body(found, start);
                } catch (LocateException notWhole) {
                    return new Directive.Body(List.of(), start);
                }
            }
        }
        throw unexpected(line, "the end of the file in <macro>");
    }

    private Directive directive(int start, int firstLine, String stripped) throws LocateException {
        int lastLine = line - 1;
        if (!stripped.startsWith("<")) {
            return new Directive(file, start, firstLine, lastLine, stripped, words(stripped), Optional.empty());
        }
        int bracket = stripped.lastIndexOf('>');
        List<String> words = words(stripped.substring(1, bracket < 0 ? stripped.length() : bracket));
        Optional<Directive.Body> body = Optional.of(words.get(0).equals("macro") ? macro(line) : section(words.get(0)));
        return new Directive(file, start, firstLine, lastLine, stripped, words, body);
    }

    /** With the continued ones, without its end. */
    private String logicalLine() {
        StringBuilder logical = new StringBuilder();
        while (at < end) {
            int feed = text.indexOf('\n', at);
            boolean whole = feed >= 0 && feed < end;
            int stop = whole ? feed : end;
            int next = whole ? feed + 1 : end;
            stop -= stop > at && text.charAt(stop - 1) == '\r' ? 1 : 0;
            boolean goesOn = stop > at && text.charAt(stop - 1) == '\\' && whole;
            logical.append(text, at, goesOn ? stop - 1 : stop);
            at = next;
            line++;
            if (!goesOn) {
                break;
            }
        }
        return logical.toString();
    }

    /** As ap_getword_conf takes them: quotes group, and a backslash in them keeps a quote or itself. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char first = text.charAt(at);
            if (Character.isWhitespace(first)) {
                at++;
                continue;
            }
            boolean quoted = first == '"' || first == '\'';
            StringBuilder word = new StringBuilder();
            for (at += quoted ? 1 : 0; at < text.length(); at++) {
                char c = text.charAt(at);
                if (quoted ? c == first : Character.isWhitespace(c)) {
                    break;
                }
                char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
                at += quoted && c == '\\' && (next == '\\' || next == first) ? 1 : 0;
                word.append(text.charAt(at));
            }
            at++;
            words.add(words.isEmpty() ? word.toString().toLowerCase(Locale.ROOT) : word.toString());
        }
        return words.isEmpty() ? List.of("") : words;
    }

    private LocateException unexpected(int where, String what) {
        return new LocateException(
                LocateException.Reason.UNREADABLE,
                file.path() + ":" + where + ": " + what
                        + ", which httpd has not complained of: the file changed meanwhile, or a condition hides it");
    }
}
