package dev.originpull.agent.config;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads UTF-8 text line by line in bounded memory, whatever it is fed. */
final class BoundedLines {
    /** Longer lines, in bytes, are passed over and reported. */
    static final int MAX_LINE = 64 * 1024;

    private static final int BUFFER = 16 * 1024;

    /** A line and its number, counted from 1. */
    record Line(int number, Content content) {}

    sealed interface Content {}

    record Text(String text) implements Content {}

    /** A line that is no text: too long, or not UTF-8. */
    record NoText(String why) implements Content {}

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private int number;

    BoundedLines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end (LF or CR LF); empty at the end of the text. */
    Optional<Line> next() throws IOException {
        if (from == to && !fill()) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        boolean tooLong = false;
        boolean ended = false;
        while (!ended && (from < to || fill())) {
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            ended = end < to;
            int taken = Math.min(end - from, MAX_LINE - bytes.size());
            bytes.write(buffer, from, taken);
            tooLong |= taken < end - from;
            from = ended ? end + 1 : end;
        }
        number++;
        return Optional.of(
                new Line(number, tooLong ? new NoText("the line is longer than 64 KiB") : decode(bytes.toByteArray())));
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }

    private Content decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            String line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            if (line.indexOf('\0') >= 0) {
                return new NoText("the line is binary, not text");
            }
            return new Text(number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line);
        } catch (CharacterCodingException e) {
            return new NoText("the line is not UTF-8 text");
        }
    }
}
