package dev.originpull.agent.web.pages;

import java.util.List;
import java.util.Optional;

/** What the fleet's page shows. {@code failedReload} is there while a configuration was not taken. */
public record FleetView(
        Tally tally, Optional<Reload> failedReload, Certificates certificates, Filters filters, Listing listing) {

    /** How many origins the whole fleet has, and how many of each verdict. */
    public record Tally(int total, int asExpected, int notAsExpected, int untold, int pending) {}

    /** A configuration that was not taken, and since when the one in force is. */
    public record Reload(Moment tried, Moment inForce, List<String> complaints) {}

    /**
     * What expires.
     *
     * @param leaves soonest first
     * @param close how many server certificates expire within {@link Expiry#CLOSE}, or have; {@code near} within
     *     {@link Expiry#NEAR}, those included
     * @param link to the origins in the order of expiry
     */
    public record Certificates(List<LeafRow> leaves, int close, int near, String link) {}

    /**
     * What narrows the list.
     *
     * @param withoutHostname the link that takes the filter by hostname away
     * @param carried the other filters, for the form that searches
     * @param everything the link that takes all away, where there are any
     */
    public record Filters(
            String search,
            String hostname,
            String withoutHostname,
            List<FilterLink> verdicts,
            List<FilterLink> modes,
            List<FilterLink> orders,
            List<Carried> carried,
            Optional<String> everything) {}

    /** A filter that a form carries along. */
    public record Carried(String name, String value) {}

    /**
     * One page of the list.
     *
     * @param matching how many the filters leave, on all pages together
     * @param first the number of the first row, from 1; 0 where there is none
     */
    public record Listing(
            int matching,
            int first,
            int last,
            int page,
            int pages,
            Optional<String> previous,
            Optional<String> next,
            List<OriginRow> rows) {}
}
