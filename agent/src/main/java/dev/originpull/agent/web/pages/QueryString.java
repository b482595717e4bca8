package dev.originpull.agent.web.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Puts the query of a link together, in the form that browsers give to forms (application/x-www-form-urlencoded). */
final class QueryString {
    private final StringBuilder text = new StringBuilder();

    /** Leaves out what is empty. */
    QueryString add(String name, String value) {
        return value.isEmpty() ? this : addAlways(name, value);
    }

    QueryString addAlways(String name, String value) {
        text.append(text.isEmpty() ? "" : "&").append(encoded(name)).append('=').append(encoded(value));
        return this;
    }

    /** {@code path} alone where there is nothing to ask. */
    String after(String path) {
        return text.isEmpty() ? path : path + "?" + text;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
