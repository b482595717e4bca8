package dev.originpull.agent.monitor;

import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.OriginProbe;
import dev.originpull.agent.probe.Plan;
import dev.originpull.agent.probe.Prober;
import dev.originpull.agent.verdict.AuditJudge;
import dev.originpull.agent.verdict.AuditPlan;
import dev.originpull.agent.verdict.AuditScope;
import dev.originpull.agent.verdict.Case;
import dev.originpull.agent.verdict.Judge;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.StandardPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that is done about one origin: its attempts, the judgement, and the audit where one is wanted.
 *
 * @param timeout how long the attempts may take as a whole; the audit's may take as long again
 * @param audit what an audit looks at; empty for none
 * @param judging where judgements are made, so that no event loop waits for one
 */
public record Inspection(
        Prober prober, Judge judge, Duration timeout, Optional<AuditScope> audit, Clock clock, Executor judging) {
    private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);

    public CompletionStage<OriginReport> of(Case subject) {
        try {
            return of(subject, StandardPlan.of(subject));
        } catch (RuntimeException | LinkageError | StackOverflowError bug) {
            // A plan that cannot be made must not cost the other origins their verdict.
            return ended(subject, List.of(), bug);
        }
    }

    /** With other attempts than the usual ones. */
    public CompletionStage<OriginReport> of(Case subject, Plan plan) {
        return OriginProbe.run(prober, plan, timeout)
                .thenComposeAsync(seen -> judged(subject, seen), judging)
                .exceptionallyCompose(thrown -> ended(subject, List.of(), thrown));
    }

    private CompletionStage<OriginReport> judged(Case subject, List<Observation> seen) {
        try {
            return audited(subject, seen, judge.judge(subject, seen, clock.instant()));
        } catch (RuntimeException | LinkageError | StackOverflowError bug) {
            // One origin's bug must not cost the others their verdict.
            return ended(subject, seen, bug);
        }
    }

    /** A bug ends this check alone; that the work was called off is no bug. */
    private static CompletionStage<OriginReport> ended(Case subject, List<Observation> seen, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof CancellationException || cause instanceof RejectedExecutionException) {
            return CompletableFuture.failedFuture(cause);
        }
        LOG.error(
                "a bug in originpull while checking {} {}",
                subject.origin().endpoint(),
                subject.origin().hostname(),
                cause);
        return CompletableFuture.completedFuture(OriginReport.ofABug(subject, seen, cause));
    }

    private CompletionStage<OriginReport> audited(Case subject, List<Observation> seen, OriginReport report) {
        if (audit.isEmpty()) {
            return CompletableFuture.completedFuture(report);
        }
        AuditPlan plan = AuditPlan.after(subject, seen, audit.get());
        return OriginProbe.run(prober, plan, timeout)
                .thenApplyAsync(audited -> AuditJudge.with(report, subject, seen, plan, audited), judging)
                .exceptionallyCompose(thrown -> ended(subject, seen, thrown));
    }
}
