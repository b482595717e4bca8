package dev.originpull.agent.probe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes in an HTTP/1 answer (RFC 9112) as far as a verdict needs it: the final status line, the header fields and the beginning
 * of the body, {@value #LIMIT} bytes together, whatever the origin sends. Interim answers (1xx) count towards the limit and are
 * passed over. Not thread-safe.
 */
final class AnswerReader {
    static final int LIMIT = 8192;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[0-9] ([1-9][0-9]{2})(?: [^\r\n]*)?\r?");
    private static final Pattern CONTENT_LENGTH =
            Pattern.compile("^content-length:[ \t]*([0-9]{1,18})[ \t]*\r?$", Pattern.MULTILINE);
    private static final Pattern CHUNKED =
            Pattern.compile("^transfer-encoding:[ \t]*(?:[^\r\n]*,[ \t]*)?chunked[ \t]*\r?$", Pattern.MULTILINE);
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private byte[] bytes = new byte[512];
    private int length;
    /** Where the answer begins that is being read: behind all interim ones. */
    private int start;

    private int bodyStart = -1;
    private boolean chunked;
    /** The body's length where a Content-Length tells it, else -1. */
    private long declared = -1;

    private int status;
    private boolean garbled;
    private boolean complete;

    /** How many of these bytes would still be taken. */
    int room() {
        return LIMIT - length;
    }

    /**
     * Takes bytes in, as many as there is room for.
     *
     * @return whether the answer is complete, or as complete as it needs to be: nothing more has to be read
     */
    boolean feed(byte[] more) {
        int taken = Math.min(more.length, room());
        if (length + taken > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(LIMIT, Math.max(2 * bytes.length, length + taken)));
        }
        System.arraycopy(more, 0, bytes, length, taken);
        length += taken;
        complete = complete || advance() || room() == 0;
        return complete;
    }

    int bytesRead() {
        return length;
    }

    /** The final answer's status, once its status line is whole. */
    OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** Whether status line and header fields are whole, so that what comes now is the body. */
    boolean headIsWhole() {
        return bodyStart >= 0;
    }

    /** Whether the answer is whole, or was read up to the bound, when the connection has been closed in order. */
    boolean isWholeAtClose() {
        return complete || bodyStart >= 0 && !chunked && declared < 0;
    }

    /** Whether the answer is whole, or was read up to the bound. */
    boolean isWhole() {
        return complete;
    }

    /** Whether what came is no HTTP/1 answer: HTTP/0.9, HTTP/2 frames, or anything else. */
    boolean isGarbled() {
        return garbled || complete && status == 0;
    }

    /** What was read of the final answer, or of whatever it was. */
    String head() {
        return new String(bytes, start, length - start, StandardCharsets.ISO_8859_1);
    }

    private boolean advance() {
        while (status == 0) {
            int lineEnd = indexOfNewline(start);
            if (lineEnd < 0) {
                garbled = !couldBecomeStatusLine();
                return garbled;
            }
            Matcher line = STATUS_LINE.matcher(text(start, lineEnd));
            if (!line.matches()) {
                garbled = true;
                return true;
            }
            int seen = Integer.parseInt(line.group(1));
            if (seen >= 200) {
                status = seen;
            } else {
                int headEnd = endOfHead(start);
                if (headEnd < 0) {
                    return false;
                }
                start = headEnd;
            }
        }
        if (bodyStart < 0) {
            bodyStart = endOfHead(start);
            if (bodyStart >= 0) {
                frame();
            }
        }
        return bodyStart >= 0 && bodyIsComplete();
    }

    private boolean couldBecomeStatusLine() {
        byte[] prefix = {'H', 'T', 'T', 'P', '/', '1', '.'};
        int known = Math.min(prefix.length, length - start);
        return Arrays.equals(bytes, start, start + known, prefix, 0, known);
    }

    private boolean bodyIsComplete() {
        if (status == NO_CONTENT || status == NOT_MODIFIED) {
            return true;
        }
        if (chunked) {
            // Reading one chunk too many would cost a wait for the close; stopping one early costs nothing.
            String body = text(bodyStart, length);
            return body.startsWith("0\r\n\r\n") || body.endsWith("\r\n0\r\n\r\n");
        }
        return declared >= 0 && length - bodyStart >= declared;
    }

    /** How the body's end is told (RFC 9112, 6.3); at most 18 digits fit into a long. */
    private void frame() {
        String fields = text(start, bodyStart).toLowerCase(Locale.ROOT);
        chunked = CHUNKED.matcher(fields).find();
        Matcher length = CONTENT_LENGTH.matcher(fields);
        declared = length.find() ? Long.parseLong(length.group(1)) : -1;
    }

    private int endOfHead(int from) {
        for (int end = indexOfNewline(from); end >= 0; end = indexOfNewline(end + 1)) {
            int next = end + 1;
            if (next < length && bytes[next] == '\n') {
                return next + 1;
            }
            if (next + 1 < length && bytes[next] == '\r' && bytes[next + 1] == '\n') {
                return next + 2;
            }
        }
        return -1;
    }

    private int indexOfNewline(int from) {
        for (int i = from; i < length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
