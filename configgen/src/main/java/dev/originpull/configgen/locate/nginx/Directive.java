package dev.originpull.configgen.locate.nginx;

import dev.originpull.configgen.locate.ConfigFile;
import java.util.List;
import java.util.Optional;

/**
 * A directive where it stands.
 *
 * @param start where its first word begins, in bytes from the start of the file
 * @param end behind its semicolon or closing brace
 * @param words unquoted; never empty in what NGINX takes, but for the braces of nothing
 */
record Directive(ConfigFile file, int start, int end, List<String> words, Optional<Body> body) {
    Directive {
        words = List.copyOf(words);
    }

    /**
     * What stands between braces.
     *
     * @param opening where the opening brace stands, in bytes from the start of the file
     * @param closing where the closing brace stands
     */
    record Body(List<Directive> directives, int opening, int closing) {
        Body {
            directives = List.copyOf(directives);
        }
    }

    boolean is(String name) {
        return !words.isEmpty() && words.get(0).equals(name);
    }

    /** The words after the name. */
    List<String> arguments() {
        return words.isEmpty() ? words : words.subList(1, words.size());
    }

    /** The first word after the name; empty text where there is none. */
    String argument() {
        return words.size() > 1 ? words.get(1) : "";
    }

    /** As it stands in the file. */
    String text() {
        return file.text().substring(start, end);
    }

    /** {@code file:line}. */
    String place() {
        return file.at(start);
    }
}
