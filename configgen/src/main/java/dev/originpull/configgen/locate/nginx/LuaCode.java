package dev.originpull.configgen.locate.nginx;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the end of a block of Lua (lua-nginx-module's {@code *_by_lua_block}), whose braces NGINX does not count itself. */
final class LuaCode {
    private static final Pattern LONG_BRACKET = Pattern.compile("\\[(=*)\\[");

    private LuaCode() {}

    /** Where the brace stands that closes the block which begins at {@code from}; the text's length where none does. */
    static int end(String text, int from) {
        int depth = 0;
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '}' && depth == 0) {
                return at;
            }
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            at = after(text, at, c);
        }
        return text.length();
    }

    /** Past a character, or the whole string or comment that it begins. */
    private static int after(String text, int at, char c) {
        if (c == '"' || c == '\'') {
            int end = at + 1;
            while (end < text.length() && text.charAt(end) != c && text.charAt(end) != '\n') {
                end += text.charAt(end) == '\\' ? 2 : 1;
            }
            return end + 1;
        }
        if (text.startsWith("--", at)) {
            int end = text.indexOf('\n', at);
            int line = end < 0 ? text.length() : end;
            int bracket = longBracket(text, at + 2);
            return bracket > 0 ? bracket : line;
        }
        int bracket = c == '[' ? longBracket(text, at) : 0;
        return bracket > 0 ? bracket : at + 1;
    }

    /** Past a long bracket that begins here; 0 where none does (Lua 5.1 manual, 2.1). */
    private static int longBracket(String text, int at) {
        Matcher opening = LONG_BRACKET.matcher(text).region(at, text.length());
        if (!opening.lookingAt()) {
            return 0;
        }
        String closing = "]" + opening.group(1) + "]";
        int end = text.indexOf(closing, opening.end());
        return end < 0 ? text.length() : end + closing.length();
    }
}
