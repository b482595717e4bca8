package dev.originpull.configgen.locate.nginx;

import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.LocateException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes a file apart as NGINX does (ngx_conf_file.c): words, quotes, escapes, comments, and the code of OpenResty's blocks. */
final class Parser {
    private static final String LUA_BLOCK = "_by_lua_block";
    private static final int DEEPEST = 200;

    private final ConfigFile file;
    private final String text;
    private int at;
    private int depth;

    private Parser(ConfigFile file) {
        this.file = file;
        this.text = file.text();
    }

    /** The file's directives; includes stay what they are. */
    static List<Directive> parse(ConfigFile file) throws LocateException {
        Parser parser = new Parser(file);
        List<Directive> directives = parser.directives();
        if (parser.at < parser.text.length()) {
            throw parser.unexpected("a closing brace too many");
        }
        return directives;
    }

    /** The words of the one directive in a text. */
    static List<String> words(String text) throws LocateException {
        return parse(new ConfigFile("", Path.of(""), text)).stream()
                .findFirst()
                .map(Directive::words)
                .orElse(List.of());
    }

    /** Up to the closing brace, which is left, or to the end of the file. */
    private List<Directive> directives() throws LocateException {
        List<Directive> found = new ArrayList<>();
        for (skipBlanks(); at < text.length() && text.charAt(at) != '}'; skipBlanks()) {
            found.add(directive());
        }
        return found;
    }

    private Directive directive() throws LocateException {
        int start = at;
        List<String> words = new ArrayList<>();
        for (skipBlanks(); at < text.length(); skipBlanks()) {
            char c = text.charAt(at);
            if (c == ';') {
                at++;
                return new Directive(file, start, at, words, Optional.empty());
            }
            if (c == '{') {
                at++;
                Directive.Body body = body(words);
                return new Directive(file, start, at, words, Optional.of(body));
            }
            if (c == '}') {
                throw unexpected("a brace where a semicolon is wanted");
            }
            words.add(c == '"' || c == '\'' ? quoted(c) : bare());
        }
        throw unexpected("the end of the file in a directive");
    }

    private Directive.Body body(List<String> words) throws LocateException {
        int opening = at - 1;
        List<Directive> inside = List.of();
        if (!words.isEmpty() && words.get(0).endsWith(LUA_BLOCK)) {
            at = LuaCode.end(text, at);
        } else if (++depth > DEEPEST) {
            throw unexpected("more than " + DEEPEST + " blocks within each other");
        } else {
            inside = directives();
            depth--;
        }
        if (at >= text.length()) {
            throw unexpected("the end of the file in a block");
        }
        return new Directive.Body(inside, opening, at++);
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end + 1;
            } else if (isBlank(c)) {
                at++;
            } else {
                return;
            }
        }
    }

    private String quoted(char quote) throws LocateException {
        int start = ++at;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw unexpected("the end of the file in quotes");
        }
        return unescaped(text.substring(start, at++));
    }

    /** A closing brace and a number sign are letters here, and so is the brace of a variable. */
    private String bare() {
        int start = at;
        for (char before = ' '; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (isBlank(c) || c == ';' || (c == '{' && before != '$')) {
                break;
            }
            before = c;
        }
        at = Math.min(at, text.length());
        return unescaped(text.substring(start, at));
    }

    private static String unescaped(String raw) {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            char next = i + 1 < raw.length() ? raw.charAt(i + 1) : ' ';
            int escape = raw.charAt(i) == '\\' ? "\"'\\trn".indexOf(next) : -1;
            if (escape >= 0) {
                word.append("\"'\\\t\r\n".charAt(escape));
                i++;
            } else {
                word.append(raw.charAt(i));
            }
        }
        return word.toString();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private LocateException unexpected(String what) {
        return new LocateException(
                LocateException.Reason.UNREADABLE,
                file.at(Math.min(at, text.length())) + ": " + what
                        + ", which NGINX has not complained of: the file changed meanwhile, or a module reads it its own way");
    }
}
