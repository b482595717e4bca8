package dev.originpull.configgen.locate.apache;

import dev.originpull.configgen.locate.ConfigFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A directive or section where it stands.
 *
 * @param start where it begins, in bytes from the start of the file
 * @param line where it begins, from 1
 * @param lastLine where it ends, which is what httpd calls its line
 * @param text the whole directive on one line, or a section's opening
 * @param words the first one in lower case, without a section's bracket
 */
record Directive(
        ConfigFile file, int start, int line, int lastLine, String text, List<String> words, Optional<Body> body) {
    /** Stands for a section that is in none of the files. */
    static final Directive UNKNOWN =
            new Directive(new ConfigFile("", Path.of(""), ""), 0, 0, 0, "", List.of(""), Optional.empty());

    Directive {
        words = List.copyOf(words);
    }

    /**
     * What stands in a section.
     *
     * @param closing where its closing begins, in bytes from the start of the file
     */
    record Body(List<Directive> directives, int closing) {
        Body {
            directives = List.copyOf(directives);
        }
    }

    String name() {
        return words.get(0);
    }

    boolean is(String name) {
        return name().equals(name);
    }

    /** Behind its last byte, and before the end of its last line. */
    int end() {
        int end = start;
        for (int last = line; last <= lastLine; last++) {
            int feed = file.text().indexOf('\n', end);
            end = feed < 0 ? file.text().length() : last < lastLine ? feed + 1 : feed;
        }
        return end > start && file.text().charAt(end - 1) == '\r' ? end - 1 : end;
    }

    /** The first word after the name; empty text where there is none. */
    String argument() {
        return words.size() > 1 ? words.get(1) : "";
    }

    /** {@code file:line}. */
    String place() {
        return file.path() + ":" + line;
    }
}
