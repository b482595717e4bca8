package dev.originpull.agent.cli;

import dev.originpull.agent.cli.render.JsonFormat;
import dev.originpull.agent.cli.render.JsonLinesFormat;
import dev.originpull.agent.cli.render.JunitFormat;
import dev.originpull.agent.cli.render.ReportFormat;
import dev.originpull.agent.cli.render.ReportSink;
import dev.originpull.agent.cli.render.TextFormat;
import dev.originpull.agent.config.Target;
import dev.originpull.agent.monitor.Inspection;
import dev.originpull.agent.monitor.Lookups;
import dev.originpull.agent.monitor.Resolver;
import dev.originpull.agent.pki.DistinguishedNames;
import dev.originpull.agent.pki.PublicAuthorities;
import dev.originpull.agent.pki.ServerTrust;
import dev.originpull.agent.probe.EventLoops;
import dev.originpull.agent.probe.Lanes;
import dev.originpull.agent.probe.NettyProber;
import dev.originpull.agent.probe.Prober;
import dev.originpull.agent.report.Result;
import dev.originpull.agent.verdict.AuditScope;
import dev.originpull.agent.verdict.Case;
import dev.originpull.agent.verdict.Judge;
import dev.originpull.agent.verdict.JudgedAttempt;
import dev.originpull.agent.verdict.Knobs;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.OwnCertificates;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Probes origins, many at a time, and writes what comes of it. */
final class ProbeRun {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeRun.class);

    private record Job(int index, Case subject) {}

    private final Originpull top;
    private final Console console;
    private final Presented presented;
    private final ProbeChoices choices;
    private final int concurrency;
    private final Duration timeout;
    private final Optional<AuditScope> audit;
    private final ResultLoop loop = new ResultLoop();

    ProbeRun(
            Originpull top,
            Presented presented,
            ProbeChoices choices,
            int concurrency,
            Duration timeout,
            Optional<AuditScope> audit) {
        this.top = top;
        this.console = top.console();
        this.presented = presented;
        this.choices = choices;
        this.concurrency = concurrency;
        this.timeout = timeout;
        this.audit = audit;
    }

    Exit run(List<Target> targets) throws CommandException {
        try {
            return probe(new Resolver(new Lookups(InetAddress::getAllByName, timeout)).resolve(targets));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.INTERRUPTED;
        }
    }

    private Exit probe(List<Resolver.Place> places) throws InterruptedException {
        Progress progress = progress(places.size());
        Runnable makeRoom = console.terminal().out() ? progress::makeRoom : () -> {};
        ReportSink sink = new ReportSink(format(places.size()), console.out(), places.size(), makeRoom);
        Interruption interruption = Interruption.on(sink::finish);
        try (progress) {
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < places.size(); i++) {
                if (places.get(i) instanceof Resolver.Found found) {
                    jobs.add(new Job(i, subject(found)));
                } else if (places.get(i) instanceof Resolver.Lost lost) {
                    console.error(lost.result().reason() + " Look at the name, or give an address instead of it.");
                    sink.put(i, lost.result());
                    progress.step();
                }
            }
            probe(jobs, sink, progress);
        } finally {
            sink.finish();
            interruption.close();
        }
        return sink.isBroken() ? Exit.PIPE_CLOSED : Exit.of(sink.tally().worst());
    }

    private void probe(List<Job> jobs, ReportSink sink, Progress progress) throws InterruptedException {
        if (jobs.isEmpty()) {
            return;
        }
        LOG.debug(
                "probing {} origins as {}, {} addresses at a time, {} ms each",
                jobs.size(),
                presented
                        .leaf()
                        .map(leaf -> DistinguishedNames.of(leaf.getSubjectX500Principal()))
                        .orElse("nobody and a forgery"),
                concurrency,
                timeout.toMillis());
        Judge judge = new Judge(new TemplateRemedies(), trust(), new PublicAuthorities());
        int threads = EventLoops.threadsFor(jobs.size());
        try (Prober prober = new NettyProber(presented.identities(), "originpull/" + VersionLines.version(), threads)) {
            Inspection inspection = new Inspection(prober, judge, timeout, audit, Clock.systemUTC(), loop);
            loop.runUntil(Lanes.run(
                    jobs,
                    job -> job.subject().origin().address().getAddress(),
                    concurrency,
                    job -> work(job, inspection, sink, progress)));
        }
    }

    private CompletionStage<?> work(Job job, Inspection inspection, ReportSink sink, Progress progress) {
        if (!sink.isOpen()) {
            return CompletableFuture.completedFuture(null);
        }
        return inspection.of(job.subject()).thenAcceptAsync(report -> takeAnyway(job, report, sink, progress), loop);
    }

    private void takeAnyway(Job job, OriginReport report, ReportSink sink, Progress progress) {
        try {
            take(job, report, sink, progress);
        } catch (RuntimeException | LinkageError | StackOverflowError bug) {
            // A report that cannot be written must not cost the others their lines.
            LOG.error(
                    "a bug in originpull while reporting {} {}",
                    report.origin().endpoint(),
                    report.origin().hostname(),
                    bug);
            take(job, OriginReport.ofABug(job.subject(), List.of(), bug), sink, progress);
        }
    }

    private void take(Job job, OriginReport report, ReportSink sink, Progress progress) {
        for (JudgedAttempt attempt : report.attempts()) {
            LOG.debug(
                    "{} {}: {} from {}: {}, {}",
                    report.origin().endpoint(),
                    report.origin().hostname(),
                    attempt.observation().attempt().identity().word(),
                    attempt.observation().local().map(Object::toString).orElse("nowhere"),
                    attempt.detail(),
                    attempt.observation().timings());
        }
        sink.put(job.index(), new Result.Judged(report));
        progress.step();
    }

    /** Text does not show it, and Java's store of CAs is slow to read. */
    private Predicate<List<X509Certificate>> trust() {
        return switch (top.output()) {
            case TEXT, JUNIT -> chain -> false;
            case JSON, JSONL -> ServerTrust.ofThisMachine();
        };
    }

    private Case subject(Resolver.Found found) {
        return new Case(
                found.origin(),
                choices.approach(found.origin()),
                choices.h2WhereNeeded(),
                found.expected(),
                OwnCertificates.of(
                        presented.identities().leaf(), presented.identities().authorities()),
                Knobs.OPTIONS);
    }

    private Progress progress(int total) {
        boolean shown = console.terminal().err() && !top.quiet() && total > Progress.WORTH_SHOWING;
        return shown ? Progress.Bar.of(console, "Probing", total) : new Progress.Silent();
    }

    private ReportFormat format(int results) {
        return switch (top.output()) {
            case TEXT -> new TextFormat(console.terminal(), results);
            case JSON -> new JsonFormat();
            case JSONL -> new JsonLinesFormat();
            case JUNIT -> new JunitFormat();
        };
    }
}
