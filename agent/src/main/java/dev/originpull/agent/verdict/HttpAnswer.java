package dev.originpull.agent.verdict;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.probe.Ending;
import java.util.List;
import java.util.Optional;

/**
 * An HTTP answer's head and the beginning of its body.
 *
 * @param status what the origin answered with
 * @param phrase its reason phrase as sent (RFC 9112, 4); the registry's where none was sent
 * @param fields the header lines, unparsed
 * @param body as far as it was read
 * @param cut whether the reading stopped at its bound, so that the body may go on
 * @param unfinished whether the page did not end: where it was cut depends on chance
 */
record HttpAnswer(Status status, String phrase, List<String> fields, String body, boolean cut, boolean unfinished) {
    /** What the probe reads at most, in bytes. */
    private static final int BOUND = 8 * 1024;

    HttpAnswer {
        fields = List.copyOf(fields);
    }

    static HttpAnswer of(Ending.Answered answered) {
        String text = answered.head().replace("\r\n", "\n");
        int end = text.indexOf("\n\n");
        List<String> lines = (end < 0 ? text : text.substring(0, end)).lines().toList();
        Status status = new Status(answered.status());
        return new HttpAnswer(
                status,
                phrase(status, lines),
                lines.isEmpty() ? lines : lines.subList(1, lines.size()),
                end < 0 ? "" : text.substring(end + 2),
                answered.head().length() >= BOUND,
                answered.unfinished());
    }

    /** The value of the first field of that name; as sent, not made printable. */
    Optional<String> field(String name) {
        return fields.stream()
                .filter(line -> line.length() > name.length()
                        && line.charAt(name.length()) == ':'
                        && line.regionMatches(true, 0, name, 0, name.length()))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    /** What a person would call the page: where a redirect leads, and the body. Other fields differ from answer to answer. */
    String page() {
        return field("Location").orElse("") + "\n" + body;
    }

    /** {@code 200 OK}, printable. */
    String line() {
        String shown = Printable.of(phrase);
        return status.code() + (shown.isEmpty() ? "" : " " + shown) + (unfinished ? " (the page did not end)" : "");
    }

    private static String phrase(Status status, List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).startsWith("HTTP/")) {
            return status.phrase();
        }
        String[] parts = lines.get(0).split(" ", 3);
        return parts.length == 3 && !parts[2].isBlank() ? parts[2].strip() : status.phrase();
    }
}
