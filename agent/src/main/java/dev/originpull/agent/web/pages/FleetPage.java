package dev.originpull.agent.web.pages;

import dev.originpull.agent.monitor.Fleet;
import dev.originpull.agent.monitor.LeafFacts;
import dev.originpull.agent.monitor.ReloadOutcome;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.web.Endpoint;
import dev.originpull.agent.web.Request;
import dev.originpull.agent.web.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code /}: all origins, what is wrong first. */
record FleetPage(Fleet fleet, Typesetter typesetter, InstantSource clock) implements Endpoint {
    static final int ROWS = 100;

    @Override
    public CompletionStage<Response> answer(Request request) {
        return CompletableFuture.completedFuture(
                typesetter.page(200, "fleet.ftlh", view(FleetQuery.of(request), clock.instant())));
    }

    FleetView view(FleetQuery query, Instant now) {
        Selection selection = Selection.of(fleet.standings(), query, now);
        return new FleetView(
                tally(selection),
                failedReload(now),
                certificates(selection, now),
                FleetFilters.of(query, selection),
                listing(query, selection.matching(), now));
    }

    private static FleetView.Tally tally(Selection selection) {
        return new FleetView.Tally(
                selection.total(),
                selection.fleet().getOrDefault(Told.PASS, 0),
                selection.fleet().getOrDefault(Told.FAIL, 0),
                selection.fleet().getOrDefault(Told.UNKNOWN, 0),
                selection.fleet().getOrDefault(Told.PENDING, 0));
    }

    private Optional<FleetView.Reload> failedReload(Instant now) {
        ReloadOutcome reload = fleet.lastReload();
        return reload.successful()
                ? Optional.empty()
                : Optional.of(new FleetView.Reload(
                        Moment.of(reload.at(), now), Moment.of(reload.lastSuccess(), now), reload.complaints()));
    }

    private FleetView.Certificates certificates(Selection selection, Instant now) {
        List<LeafRow> leaves = fleet.leaves().stream()
                .sorted(Comparator.comparing(LeafFacts::notAfter))
                .map(leaf -> LeafRow.of(leaf, now))
                .toList();
        return new FleetView.Certificates(
                leaves,
                selection.expiringClose(),
                selection.expiringNear(),
                FleetQuery.EVERYTHING.withOrder(Order.EXPIRY).link());
    }

    private static FleetView.Listing listing(FleetQuery query, List<Standing> matching, Instant now) {
        int pages = Math.max(1, (matching.size() + ROWS - 1) / ROWS);
        int page = Math.min(query.page(), pages);
        int before = (page - 1) * ROWS;
        List<OriginRow> rows = query.order().first(before + ROWS, matching).stream()
                .skip(before)
                .map(standing -> OriginRow.of(standing, now))
                .toList();
        return new FleetView.Listing(
                matching.size(),
                rows.isEmpty() ? 0 : before + 1,
                before + rows.size(),
                page,
                pages,
                page > 1 ? Optional.of(query.withPage(page - 1).link()) : Optional.empty(),
                page < pages ? Optional.of(query.withPage(page + 1).link()) : Optional.empty(),
                rows);
    }
}
