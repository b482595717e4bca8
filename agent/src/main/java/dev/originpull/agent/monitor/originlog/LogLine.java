package dev.originpull.agent.monitor.originlog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as templates/nginx/log-format.ftl and templates/apache/verify.ftl have it logged.
 *
 * @param client the peer's address, or what the server's realip module makes of it
 * @param time as it stands there; empty where there is none
 */
record LogLine(String client, String host, String verify, String time) {
    /** NGINX writes {@code +00:00}, Apache {@code +0000}. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[XXX][XX]", Locale.ROOT);

    private static final JsonFactory JSON = new JsonFactory();

    /** The line without its end; empty where it is in neither format. */
    static Optional<LogLine> parse(String line) {
        Map<String, String> fields = line.startsWith("{") ? json(line) : pairs(line);
        String client = fields.get("client");
        String host = fields.get("host");
        String verify = fields.get("verify");
        return client == null || host == null || verify == null
                ? Optional.empty()
                : Optional.of(new LogLine(client, host, verify, fields.getOrDefault("time", "")));
    }

    /** When the request ended, to the second; empty where that cannot be read. */
    Optional<Instant> instant() {
        try {
            return Optional.of(OffsetDateTime.parse(time, TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> json(String line) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                if (json.nextToken() != JsonToken.VALUE_STRING) {
                    return Map.of();
                }
                fields.put(key, json.getText());
            }
            return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null ? fields : Map.of();
        } catch (IOException e) {
            return Map.of();
        }
    }

    /** {@code key="value" key="value"}, where Apache escapes quotes, backslashes and controls by a backslash. */
    private static Map<String, String> pairs(String line) {
        Map<String, String> fields = new HashMap<>();
        int at = 0;
        while (at < line.length()) {
            int equals = line.indexOf("=\"", at);
            int end = equals < 0 ? -1 : closingQuote(line, equals + 2);
            boolean last = end == line.length() - 1;
            if (end < 0 || !(last || line.charAt(end + 1) == ' ')) {
                return Map.of();
            }
            // What is looked at holds nothing that is escaped, unless it is hostile: then any text will do.
            fields.put(line.substring(at, equals), line.substring(equals + 2, end));
            at = end + 2;
        }
        return fields;
    }

    private static int closingQuote(String line, int from) {
        for (int i = from; i < line.length(); i++) {
            if (line.charAt(i) == '"') {
                return i;
            }
            if (line.charAt(i) == '\\') {
                i++;
            }
        }
        return -1;
    }
}
