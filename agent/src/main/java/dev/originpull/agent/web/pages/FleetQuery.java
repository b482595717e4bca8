package dev.originpull.agent.web.pages;

import dev.originpull.agent.web.Request;
import java.util.Locale;

/**
 * Which origins somebody wants to see. Filters are words: one that nothing is called by matches nothing.
 *
 * @param search part of a hostname or an address, in lower case; empty for all
 * @param hostname a whole hostname; empty for all
 * @param mode as in JSON; empty for all
 * @param verdict as in JSON, or {@code pending} for origins that nobody has looked at; empty for all
 * @param page from 1
 */
record FleetQuery(String search, String hostname, String mode, String verdict, Order order, int page) {
    static final FleetQuery EVERYTHING = new FleetQuery("", "", "", "", Order.TROUBLE, 1);
    /** A hostname has at most 253 characters. */
    private static final int LONGEST = 300;

    static FleetQuery of(Request request) {
        return new FleetQuery(
                word(request, "q"),
                word(request, "hostname"),
                word(request, "mode"),
                word(request, "verdict"),
                Order.parse(word(request, "sort")),
                page(word(request, "page")));
    }

    FleetQuery withMode(String other) {
        return new FleetQuery(search, hostname, other, verdict, order, 1);
    }

    FleetQuery withVerdict(String other) {
        return new FleetQuery(search, hostname, mode, other, order, 1);
    }

    FleetQuery withHostname(String other) {
        return new FleetQuery(search, other, mode, verdict, order, 1);
    }

    FleetQuery withOrder(Order other) {
        return new FleetQuery(search, hostname, mode, verdict, other, 1);
    }

    FleetQuery withPage(int other) {
        return new FleetQuery(search, hostname, mode, verdict, order, other);
    }

    boolean isNarrowed() {
        return !(search + hostname + mode + verdict).isEmpty();
    }

    /** The path and query that ask for this. */
    String link() {
        return new QueryString()
                .add("q", search)
                .add("hostname", hostname)
                .add("mode", mode)
                .add("verdict", verdict)
                .add("sort", order == Order.TROUBLE ? "" : order.word())
                .add("page", page == 1 ? "" : Integer.toString(page))
                .after("/");
    }

    private static String word(Request request, String name) {
        String text = request.parameter(name).orElse("").strip().toLowerCase(Locale.ROOT);
        return text.substring(0, text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length()))));
    }

    private static int page(String text) {
        return text.matches("[0-9]{1,6}") ? Math.max(1, Integer.parseInt(text)) : 1;
    }
}
