package dev.originpull.agent.monitor;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Origin;
import dev.originpull.agent.report.Result;
import dev.originpull.agent.verdict.Case;
import dev.originpull.agent.verdict.Judge;
import dev.originpull.agent.verdict.Knobs;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.OwnCertificates;
import dev.originpull.agent.verdict.StandardPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at an origin, and keeps what came of it. Thread-safe. */
final class Looker {
    /** A look that took a longer part of its time than this makes an origin slow. */
    private static final int SLOW_PART = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Looker.class);

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

    /**
     * What a look led to.
     *
     * @param look what it saw, or what is to be announced; empty where it saw what was known, or did not take place
     * @param before the mode that was announced until now; empty where that has not changed
     */
    record Looked(Watched.Effect effect, Optional<Look> look, Optional<Mode> before) {
        static final Looked NOTHING = new Looked(Watched.Effect.NONE, Optional.empty(), Optional.empty());
    }

    /**
     * Looks at an origin that is watched. Where the forged certificate need not be presented each time, a look without it that
     * meets what it met before stands for a whole one.
     *
     * @param forgedEvery in every so many-th look a forged certificate is presented, 1 or more
     */
    CompletionStage<Looked> look(Watched watched, Duration timeout, int forgedEvery) {
        Watch watch = watched.watch();
        CompletionStage<Looked> looking;
        try {
            looking = begin(watched, watch, timeout, forgedEvery);
        } catch (RuntimeException | LinkageError | StackOverflowError bug) {
            looking = CompletableFuture.failedFuture(bug);
        }
        return looking.exceptionallyCompose(thrown -> ended(watched, watch, thrown));
    }

    private CompletionStage<Looked> begin(Watched watched, Watch watch, Duration timeout, int forgedEvery) {
        if (watched.isRemoved()) {
            return CompletableFuture.completedFuture(Looked.NOTHING);
        }
        if (watch.configured() instanceof Address.Name name && watch.origin().isEmpty()) {
            String reason = name + " cannot be probed: the name has no address.";
            return CompletableFuture.completedFuture(
                    take(watched, watch, new Result.Unresolved(name, watch.hostname(), watch.expected(), reason)));
        }
        Origin origin = watch.origin().orElseThrow();
        Optional<Presenters.Presenter> found = presenters.of(watch.identity());
        if (found.isEmpty()) {
            // A reload that is under way has taken the identity away, and will take the origin away or give it another.
            return CompletableFuture.completedFuture(Looked.NOTHING);
        }
        Presenters.Presenter presenter = found.get();
        Case subject = subject(watch, origin, presenter);
        Inspection inspection = inspection(presenter, timeout);
        if (!watched.mayGlance(forgedEvery)) {
            return inspection.of(subject).thenApply(report -> take(watched, watch, report, timeout));
        }
        return inspection
                .of(subject, new StandardPlan(subject, glance(subject)))
                .thenCompose(report -> {
                    meters.count(report);
                    return watched.stillSo(Outcomes.of(report), clock.instant())
                            ? CompletableFuture.completedFuture(Looked.NOTHING)
                            : inspection.of(subject).thenApply(whole -> take(watched, watch, whole, timeout));
                });
    }

    /**
     * Keeps a bug as what the check came to: without it, the origin would have no series, or those of an earlier check. That the work
     * was called off is no bug.
     */
    private CompletionStage<Looked> ended(Watched watched, Watch watch, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof CancellationException
                || cause instanceof RejectedExecutionException
                || watch.origin().isEmpty()
                || watched.isRemoved()) {
            return CompletableFuture.failedFuture(cause);
        }
        LOG.error("a bug in originpull while checking {} {}", watch.address(), watch.hostname(), cause);
        meters.failed();
        Case subject = subject(watch, watch.origin().get(), OwnCertificates.of(Optional.empty(), List.of()));
        return CompletableFuture.completedFuture(
                take(watched, watch, new Result.Judged(OriginReport.ofABug(subject, List.of(), cause))));
    }

    /** Looks at something that need not be watched; is cancelled where its identity is not configured any more. */
    CompletionStage<OriginReport> look(Watch watch, Origin origin, Duration timeout) {
        Optional<Presenters.Presenter> presenter = presenters.of(watch.identity());
        if (presenter.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new CancellationException("the identity of " + watch.address() + " is not configured any more"));
        }
        return inspection(presenter.get(), timeout)
                .of(subject(watch, origin, presenter.get()))
                .thenApply(report -> {
                    meters.count(report);
                    return report;
                });
    }

    private Looked take(Watched watched, Watch watch, OriginReport report, Duration timeout) {
        meters.count(report);
        return keep(watched, watch, report, timeout);
    }

    /**
     * Keeps a report that another look brought.
     *
     * @param timeout of that look
     */
    Looked keep(Watched watched, Watch watch, OriginReport report, Duration timeout) {
        watched.took(isLong(report, timeout));
        watched.met(Outcomes.of(report));
        return take(watched, watch, new Result.Judged(report));
    }

    /** What ended in a time-out is slow, however near to a threshold that was. */
    private static boolean isLong(OriginReport report, Duration timeout) {
        return report.duration().compareTo(timeout.dividedBy(SLOW_PART)) > 0
                || report.attempts().stream()
                        .anyMatch(attempt -> attempt.observation().ending() instanceof Ending.TimedOut);
    }

    private Looked take(Watched watched, Watch watch, Result result) {
        Watched.Taken taken = watched.take(watch, Look.of(result, clock.instant()));
        return new Looked(taken.effect(), Optional.of(taken.look()), taken.before());
    }

    private static Set<Identity> glance(Case subject) {
        return subject.leaf().isPresent() ? EnumSet.of(Identity.LEAF, Identity.NONE) : EnumSet.of(Identity.NONE);
    }

    private static Case subject(Watch watch, Origin origin, Presenters.Presenter presenter) {
        return subject(
                watch,
                origin,
                OwnCertificates.of(
                        presenter.identities().leaf(), presenter.identities().authorities()));
    }

    private static Case subject(Watch watch, Origin origin, OwnCertificates own) {
        return new Case(
                origin,
                Approach.https(origin, watch.path()).behind(watch.proxyProtocol()),
                true,
                watch.expected(),
                own,
                Knobs.KEYS);
    }

    private Inspection inspection(Presenters.Presenter presenter, Duration timeout) {
        return new Inspection(presenter.prober(), judge, timeout, Optional.empty(), clock, judging);
    }
}
