package dev.originpull.configgen.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The text of a file, whatever the name that was given turns out to be. */
final class YamlText {
    private YamlText() {}

    /** UTF-8 text without its byte order mark. */
    static String read(Path file, int limit) throws YamlException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw new YamlException(0, "is a directory: name the file inside it that is meant");
            }
            // Opening a pipe that nobody writes to would wait for ever.
            if (!attributes.isRegularFile()) {
                throw new YamlException(0, "is no regular file: name one");
            }
            byte[] bytes = attributes.size() > limit ? new byte[0] : bytes(file, limit + 1);
            if (attributes.size() > limit || bytes.length > limit) {
                throw new YamlException(0, "is larger than " + limit / 1024 + " KiB: check the name, or split it");
            }
            return decode(bytes);
        } catch (NoSuchFileException e) {
            throw new YamlException(0, "there is no such file: check the path", e);
        } catch (AccessDeniedException e) {
            throw new YamlException(0, "may not be read by this user: let this user read it", e);
        } catch (IOException e) {
            throw new YamlException(0, "cannot be read (" + e + ")", e);
        }
    }

    private static byte[] bytes(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most);
        }
    }

    private static String decode(byte[] bytes) throws YamlException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw new YamlException(lineOf(bytes, in.position()), "not UTF-8");
        }
        String text = out.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static int lineOf(byte[] bytes, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
