package dev.originpull.configgen.catalog;

import java.util.regex.Pattern;

/** How a value is written so that a server reads it back as it was. Values hold no control characters. */
public enum QuotingStyle {
    /** {@code "…"} with a backslash before {@code "} and backslash: NGINX, Apache httpd. */
    BACKSLASH("backslash") {
        @Override
        public String quote(String value) {
            return BARE.matcher(value).matches() ? value : '"' + escaped(value) + '"';
        }
    },
    /** {@code '…'} in which nothing has a meaning, {@code '\''} for the quote itself: shells, HAProxy. */
    SINGLE("single") {
        @Override
        public String quote(String value) {
            return BARE.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
        }
    },
    /** A JSON string, which is a YAML string too. */
    JSON("json") {
        @Override
        public String quote(String value) {
            return '"' + escaped(value) + '"';
        }
    },
    /** An XML attribute's value with its quotes. */
    XML("xml") {
        @Override
        public String quote(String value) {
            return '"' + value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;") + '"';
        }
    };

    /** Means itself in every one of these languages, also at the start of a word. */
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9/._+@,=:-]*");

    private final String word;

    QuotingStyle(String word) {
        this.word = word;
    }

    /** The value as it is to be written, with quotes where it needs them. */
    public abstract String quote(String value);

    /** The style as server.yaml names it. */
    public String word() {
        return word;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
