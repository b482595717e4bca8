package dev.originpull.agent.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks for. All of it is hostile until checked.
 *
 * @param method as the client wrote it
 * @param path decoded, begins with {@code /}; no segment of it is empty but the last, none is {@code .} or {@code ..}
 * @param query decoded parameters in the order of the request
 * @param headers by lower-case name
 */
public record Request(String method, String path, Map<String, List<String>> query, Map<String, List<String>> headers) {
    public Request {
        query = copyOf(query);
        headers = copyOf(headers);
    }

    /** The first value of a parameter; one without a value is the empty text. */
    public Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** Whether a browser is asking, which is to be answered with a page. */
    public boolean wantsHtml() {
        return header("accept").filter(accept -> accept.contains("text/html")).isPresent();
    }

    /** Not {@link Map#copyOf}, which forgets the order. */
    private static Map<String, List<String>> copyOf(Map<String, List<String>> lists) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        lists.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return Collections.unmodifiableMap(copy);
    }
}
