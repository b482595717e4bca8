package dev.originpull.agent.web;

import java.util.Map;

/** What a client is told instead of what it asked for: a page to a browser, a line to anything else. */
final class Problem {
    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad request"),
            Map.entry(401, "Who are you?"),
            Map.entry(403, "Not allowed"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Not that way"),
            Map.entry(413, "Too large"),
            Map.entry(414, "Address too long"),
            Map.entry(417, "Not expected"),
            Map.entry(421, "Wrong name"),
            Map.entry(431, "Header too large"),
            Map.entry(500, "A bug in originpull"),
            Map.entry(503, "Too much at once"),
            Map.entry(505, "Another version of HTTP"));

    private Problem() {}

    /** @param sentence for people; nothing of the request in it, as it may end in a page */
    static Response of(int status, String sentence, boolean html) {
        if (!html) {
            return Response.text(status, sentence);
        }
        String title = TITLES.getOrDefault(status, "Error");
        return Response.html(status, """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <meta name="color-scheme" content="light dark">
                <title>%1$s · originpull</title>
                <h1>%1$s</h1>
                <p>%2$s</p>
                <p><a href="/">All origins</a></p>
                """.formatted(title, escaped(sentence)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
