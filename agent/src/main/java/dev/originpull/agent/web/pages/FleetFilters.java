package dev.originpull.agent.web.pages;

import dev.originpull.agent.verdict.Mode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The links and fields that narrow the list of origins. A filter that leaves nobody is left out, unless it is set. */
final class FleetFilters {
    private FleetFilters() {}

    static FleetView.Filters of(FleetQuery query, Selection selection) {
        return new FleetView.Filters(
                query.search(),
                query.hostname(),
                query.withHostname("").link(),
                verdicts(query, selection.verdicts()),
                modes(query, selection.modes()),
                orders(query),
                carried(query),
                query.isNarrowed()
                        ? Optional.of(
                                FleetQuery.EVERYTHING.withOrder(query.order()).link())
                        : Optional.empty());
    }

    private static List<FilterLink> verdicts(FleetQuery query, Map<Told, Integer> counts) {
        return Arrays.stream(Told.values())
                .map(told -> link(
                        told.word(), told.words(), counts.getOrDefault(told, 0), query.verdict(), query::withVerdict))
                .filter(FleetFilters::isWorthIt)
                .toList();
    }

    private static List<FilterLink> modes(FleetQuery query, Map<Mode, Integer> counts) {
        return Arrays.stream(Mode.values())
                .map(mode ->
                        link(mode.word(), mode.word(), counts.getOrDefault(mode, 0), query.mode(), query::withMode))
                .filter(FleetFilters::isWorthIt)
                .toList();
    }

    private static List<FilterLink> orders(FleetQuery query) {
        return Arrays.stream(Order.values())
                .map(order -> new FilterLink(
                        order.word(),
                        order.label(),
                        0,
                        order == query.order(),
                        query.withOrder(order).link()))
                .toList();
    }

    private static FilterLink link(
            String word, String label, int count, String set, Function<String, FleetQuery> with) {
        boolean current = set.equals(word);
        return new FilterLink(
                word, label, count, current, with.apply(current ? "" : word).link());
    }

    private static boolean isWorthIt(FilterLink link) {
        return link.count() > 0 || link.current();
    }

    private static List<FleetView.Carried> carried(FleetQuery query) {
        return Stream.of(
                        new FleetView.Carried("hostname", query.hostname()),
                        new FleetView.Carried("mode", query.mode()),
                        new FleetView.Carried("verdict", query.verdict()),
                        new FleetView.Carried(
                                "sort",
                                query.order() == Order.TROUBLE
                                        ? ""
                                        : query.order().word()))
                .filter(carried -> !carried.value().isEmpty())
                .toList();
    }
}
