package dev.originpull.agent.web.pages;

import dev.originpull.agent.generate.CommandWords;
import dev.originpull.agent.monitor.Fleet;
import dev.originpull.agent.monitor.Look;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.monitor.Watch;
import dev.originpull.agent.web.Endpoint;
import dev.originpull.agent.web.Request;
import dev.originpull.agent.web.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code /origins/{id}}: everything that is known of one origin. */
record OriginPage(Fleet fleet, String version, Typesetter typesetter, InstantSource clock) implements Endpoint {
    static final String PATH = "/origins/";

    @Override
    public CompletionStage<Response> answer(Request request) {
        String id = request.path().startsWith(PATH) ? request.path().substring(PATH.length()) : "";
        return CompletableFuture.completedFuture(fleet.find(id)
                .map(standing -> typesetter.page(200, "origin.ftlh", view(standing, clock.instant())))
                .orElseGet(() -> typesetter.page(
                        404,
                        "missing.ftlh",
                        new MissingView(
                                "No such origin",
                                "None that is watched has this address on its page. It may have left the configuration, or its "
                                        + "name now has another address."))));
    }

    OriginView view(Standing standing, Instant now) {
        Watch watch = standing.watch();
        Optional<StoredReport> report = standing.look().map(StoredReport::of);
        return new OriginView(
                OriginRow.of(standing, now),
                report.map(StoredReport::reason).filter(reason -> !reason.isEmpty()),
                watch.path(),
                watch.identity(),
                report.map(StoredReport::attempts).orElse(List.of()),
                report.map(StoredReport::acceptableIssuers).orElse(List.of()),
                report.map(StoredReport::findings).orElse(List.of()),
                report.flatMap(stored -> stored.serverCertificate(now)),
                standing.look().map(Look::at).map(at -> Moment.of(at, now)),
                HistoryView.of(standing.history(), now),
                command(watch),
                new QueryString()
                        .add("target", watch.address())
                        .add("hostname", watch.hostname().name())
                        .add("debug", "true")
                        .after("/probe"),
                FleetQuery.EVERYTHING.withHostname(watch.hostname().name()).link());
    }

    /** What a person types to look at the same from where the agent is. The leaf's files are the reader's own to name. */
    private String command(Watch watch) {
        CommandWords words = new CommandWords("originpull", "probe", watch.address())
                .option("--hostname", Optional.of(watch.hostname()))
                .option("--expect", watch.expected())
                .option("--path", Optional.of(watch.path()).filter(path -> !path.equals("/")))
                .option("--proxy-protocol", watch.proxyProtocol());
        if (!fleet.leaves().isEmpty()) {
            words.option("--cert", Optional.of("leaf.pem")).option("--key", Optional.of("leaf.key"));
        }
        return words.provenance(version).commandLine();
    }
}
