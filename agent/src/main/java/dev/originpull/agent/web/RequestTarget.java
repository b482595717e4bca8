package dev.originpull.agent.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The path and the parameters of a request line (RFC 9112, 3.2), read so that nothing has two meanings: what another reader might
 * take for a separator, a parent or the end of a text is refused.
 *
 * @param path decoded
 * @param query decoded, in the order of the request
 */
record RequestTarget(String path, Map<String, List<String>> query) {
    /** Of one request, over all its parameters. */
    static final int MOST_PARAMETERS = 64;

    /** Reads origin-form and absolute-form. */
    static RequestTarget parse(String text) throws MalformedRequestException {
        String target = originForm(text);
        int question = target.indexOf('?');
        String path = decode(question < 0 ? target : target.substring(0, question), false);
        check(path);
        return new RequestTarget(path, question < 0 ? Map.of() : query(target.substring(question + 1)));
    }

    /** A proxy's form is to be understood, too (RFC 9112, 3.2.2); which host it names does not matter, as there is one. */
    private static String originForm(String text) throws MalformedRequestException {
        if (text.startsWith("/")) {
            return text;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") || lower.startsWith("https://")) {
            int slash = text.indexOf('/', lower.indexOf("//") + 2);
            return slash < 0 ? "/" : text.substring(slash);
        }
        throw new MalformedRequestException("The request names no path: it has to begin with a slash.");
    }

    private static void check(String path) throws MalformedRequestException {
        if (path.indexOf('\\') >= 0 || path.contains("//")) {
            throw new MalformedRequestException("The path has an empty part or a backslash.");
        }
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new MalformedRequestException("The path has a part that is '.' or '..'.");
            }
        }
    }

    private static Map<String, List<String>> query(String text) throws MalformedRequestException {
        Map<String, List<String>> query = new LinkedHashMap<>();
        int count = 0;
        for (String pair : text.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > MOST_PARAMETERS) {
                throw new MalformedRequestException("There are more than " + MOST_PARAMETERS + " parameters.");
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
            query.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
        }
        return query;
    }

    /** Percent-encoded UTF-8 (RFC 3986, 2.1), whole and without control characters. */
    private static String decode(String text, boolean form) throws MalformedRequestException {
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes[length++] = octet(text, i + 1);
                if (!form && bytes[length - 1] == '/') {
                    throw new MalformedRequestException("The path has an encoded slash.");
                }
                i += 2;
            } else if (c > ' ' && c < 0x7F) {
                bytes[length++] = (byte) (form && c == '+' ? ' ' : c);
            } else {
                throw new MalformedRequestException("A character of the address has to be percent-encoded.");
            }
        }
        return text(bytes, length);
    }

    private static byte octet(String text, int start) throws MalformedRequestException {
        if (start + 2 > text.length()
                || !HexFormat.isHexDigit(text.charAt(start))
                || !HexFormat.isHexDigit(text.charAt(start + 1))) {
            throw new MalformedRequestException("A percent sign is not followed by two hexadecimal digits.");
        }
        return (byte) HexFormat.fromHexDigits(text, start, start + 2);
    }

    private static String text(byte[] bytes, int length) throws MalformedRequestException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedRequestException("The address is not UTF-8.");
        }
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw new MalformedRequestException("The address has a control character.");
        }
        return text;
    }
}
