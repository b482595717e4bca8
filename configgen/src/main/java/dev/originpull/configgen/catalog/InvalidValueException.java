package dev.originpull.configgen.catalog;

/** A value that someone typed cannot be used. The message is one line: what was given, why not, what to give instead. */
public final class InvalidValueException extends Exception {
    public InvalidValueException(String message) {
        super(message);
    }
}
