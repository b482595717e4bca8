package dev.originpull.agent.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a client is told.
 *
 * @param status an HTTP status code (RFC 9110, 15)
 * @param contentType with its charset
 * @param headers further ones; those that every response has are not among them
 */
public record Response(int status, String contentType, Map<String, String> headers, Body body) {
    public Response {
        headers = Map.copyOf(headers);
    }

    /** Writes itself; what it has to say may be longer than one would hold in memory. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Plain text; a line feed is added. */
    public static Response text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text + "\n");
    }

    public static Response html(int status, String page) {
        return of(status, "text/html; charset=utf-8", page);
    }

    public static Response json(String document) {
        return of(200, "application/json; charset=utf-8", document);
    }

    public static Response of(int status, String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Response(status, contentType, Map.of(), out -> out.write(bytes));
    }

    public Response with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Response(status, contentType, more, body);
    }
}
