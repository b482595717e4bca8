package dev.originpull.bench;

import org.jspecify.annotations.Nullable;

/** Something could not be measured; the message says what, and what to do. */
final class BenchException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String message;

    BenchException(String message) {
        this(message, null);
    }

    BenchException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.message = message;
    }

    /** Never absent. */
    @Override
    public String getMessage() {
        return message;
    }
}
