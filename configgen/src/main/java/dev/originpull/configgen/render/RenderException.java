package dev.originpull.configgen.render;

/**
 * The configuration that was asked for cannot be made: the server cannot do it, a value cannot be written, or a template
 * is wrong. The message is one line; of a template it names file, line and column.
 */
public final class RenderException extends Exception {
    public RenderException(String message) {
        super(message);
    }

    public RenderException(String message, Throwable cause) {
        super(message, cause);
    }
}
