package dev.originpull.agent.monitor.originlog;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Puts lines together from pieces of a file, in bounded memory. Latin-1: what is looked at is ASCII, and every byte decodes. */
final class LineBuffer {
    /** In bytes; longer lines are passed over. */
    static final int LONGEST = 64 * 1024;

    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private boolean tooLong;

    /**
     * Takes the next piece.
     *
     * @param line is given each line without its end
     * @param unreadable is run for each line that is too long
     */
    void add(ByteBuffer piece, Consumer<String> line, Runnable unreadable) {
        while (piece.hasRemaining()) {
            byte b = piece.get();
            if (b != '\n') {
                if (begun.size() < LONGEST) {
                    begun.write(b);
                } else {
                    tooLong = true;
                }
            } else if (tooLong) {
                clear();
                unreadable.run();
            } else {
                String text = begun.toString(StandardCharsets.ISO_8859_1);
                clear();
                line.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
            }
        }
    }

    /** Forgets a line that was begun; whether there was one. */
    boolean clear() {
        boolean any = begun.size() > 0;
        begun.reset();
        tooLong = false;
        return any;
    }
}
