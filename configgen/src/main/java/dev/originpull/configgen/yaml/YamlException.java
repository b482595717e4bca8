package dev.originpull.configgen.yaml;

import org.jspecify.annotations.Nullable;

/** A file that holds no YAML document which can be read. The message is one line without the file's name. */
public final class YamlException extends Exception {
    private final int line;

    YamlException(int line, String message) {
        this(line, message, null);
    }

    YamlException(int line, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.line = line;
    }

    /** Where, from 1; 0 where it concerns the whole file. */
    public int line() {
        return line;
    }
}
