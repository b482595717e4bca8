package dev.originpull.agent.monitor;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Origin;
import dev.originpull.agent.report.Result;
import dev.originpull.agent.verdict.Case;
import dev.originpull.agent.verdict.Judge;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.StandardPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Looks at an origin, and keeps what came of it. Thread-safe. */
final class Looker {
    private final Presenters presenters;
    private final Judge judge;
    private final Meters meters;
    private final Clock clock;
    private final Executor judging;

    /** @param judging where judgements are made, so that no event loop waits for one */
    Looker(Presenters presenters, Judge judge, Meters meters, Clock clock, Executor judging) {
        this.presenters = presenters;
        this.judge = judge;
        this.meters = meters;
        this.clock = clock;
        this.judging = judging;
    }

    /** What a look led to, and what it saw; empty where it saw what was known. */
    record Looked(Watched.Effect effect, Optional<Look> look) {}

    /**
     * Looks at an origin that is watched. Where the forged certificate need not be presented each time, a look without it that
     * meets what it met before stands for a whole one.
     *
     * @param forgedEvery in every so many-th look a forged certificate is presented, 1 or more
     */
    CompletionStage<Looked> look(Watched watched, Duration timeout, int forgedEvery) {
        Watch watch = watched.watch();
        if (watch.configured() instanceof Address.Name name && watch.origin().isEmpty()) {
            String reason = name + " cannot be probed: the name has no address.";
            return CompletableFuture.completedFuture(
                    take(watched, watch, new Result.Unresolved(name, watch.hostname(), watch.expected(), reason)));
        }
        Origin origin = watch.origin().orElseThrow();
        Presenters.Presenter presenter = presenters.of(watch.identity());
        Case subject = subject(watch, origin, presenter);
        Inspection inspection = inspection(presenter, timeout);
        if (!watched.mayGlance(forgedEvery)) {
            return inspection.of(subject).thenApply(report -> take(watched, watch, report));
        }
        return inspection
                .of(subject, new StandardPlan(subject, glance(subject)))
                .thenCompose(report -> {
                    meters.count(report);
                    return watched.stillSo(Outcomes.of(report), clock.instant())
                            ? CompletableFuture.completedFuture(new Looked(Watched.Effect.NONE, Optional.empty()))
                            : inspection.of(subject).thenApply(whole -> take(watched, watch, whole));
                });
    }

    /** Looks at something that need not be watched. */
    CompletionStage<OriginReport> look(Watch watch, Origin origin, Duration timeout) {
        Presenters.Presenter presenter = presenters.of(watch.identity());
        return inspection(presenter, timeout)
                .of(subject(watch, origin, presenter))
                .thenApply(report -> {
                    meters.count(report);
                    return report;
                });
    }

    private Looked take(Watched watched, Watch watch, OriginReport report) {
        meters.count(report);
        return keep(watched, watch, report);
    }

    /** Keeps a report that another look brought. */
    Looked keep(Watched watched, Watch watch, OriginReport report) {
        watched.took(report.duration());
        watched.met(Outcomes.of(report));
        return take(watched, watch, new Result.Judged(report));
    }

    private Looked take(Watched watched, Watch watch, Result result) {
        Look look = Look.of(result, clock.instant());
        return new Looked(watched.take(watch, look), Optional.of(look));
    }

    private static Set<Identity> glance(Case subject) {
        return subject.leaf().isPresent() ? EnumSet.of(Identity.LEAF, Identity.NONE) : EnumSet.of(Identity.NONE);
    }

    private static Case subject(Watch watch, Origin origin, Presenters.Presenter presenter) {
        return new Case(origin, Approach.https(origin, watch.path()), true, watch.expected(), presenter.leaf());
    }

    private Inspection inspection(Presenters.Presenter presenter, Duration timeout) {
        return new Inspection(presenter.prober(), judge, timeout, Optional.empty(), clock, judging);
    }
}
