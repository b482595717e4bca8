package dev.originpull.agent.cli;

import dev.originpull.agent.cli.render.JsonFormat;
import dev.originpull.agent.cli.render.JsonLinesFormat;
import dev.originpull.agent.cli.render.JunitFormat;
import dev.originpull.agent.cli.render.ReportFormat;
import dev.originpull.agent.cli.render.ReportSink;
import dev.originpull.agent.cli.render.TextFormat;
import dev.originpull.agent.config.Durations;
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
import dev.originpull.agent.probe.Timings;
import dev.originpull.agent.report.Millis;
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
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Probes origins, many at a time, and writes what comes of it. */
final class ProbeRun {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeRun.class);

    private record Job(int index, Case subject, Presented presented) {}

    private record Place(Resolver.Place place, ProbeBatch batch) {}

    private final Originpull top;
    private final Console console;
    private final int concurrency;
    private final Duration timeout;
    private final Optional<AuditScope> audit;
    private final Function<Predicate<List<X509Certificate>>, Judge> judges;
    private final ResultLoop loop = new ResultLoop();

    ProbeRun(Originpull top, int concurrency, Duration timeout, Optional<AuditScope> audit) {
        this(
                top,
                concurrency,
                timeout,
                audit,
                trust -> new Judge(new TemplateRemedies(), trust, new PublicAuthorities()));
    }

    /** @param judges makes the judge of a run, by whether a server's chain is trusted */
    ProbeRun(
            Originpull top,
            int concurrency,
            Duration timeout,
            Optional<AuditScope> audit,
            Function<Predicate<List<X509Certificate>>, Judge> judges) {
        this.judges = judges;
        this.top = top;
        this.console = top.console();
        this.concurrency = concurrency;
        this.timeout = timeout;
        this.audit = audit;
    }

    Exit run(List<ProbeBatch> batches) throws CommandException {
        try {
            return probe(resolved(batches));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.INTERRUPTED;
        }
    }

    private List<Place> resolved(List<ProbeBatch> batches) throws InterruptedException {
        Resolver resolver = new Resolver(new Lookups(InetAddress::getAllByName, timeout));
        List<Place> places = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (ProbeBatch batch : batches) {
            for (Resolver.Place place : resolver.resolve(batch.targets())) {
                if (known.add(place.key())) {
                    places.add(new Place(place, batch));
                }
            }
        }
        return places;
    }

    private Exit probe(List<Place> places) throws InterruptedException {
        Progress progress = progress(places.size());
        Runnable makeRoom = console.terminal().out() ? progress::makeRoom : () -> {};
        ReportSink sink = new ReportSink(format(places.size()), console.out(), places.size(), makeRoom);
        Interruption interruption = Interruption.on(sink::finish);
        try (progress) {
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < places.size(); i++) {
                ProbeBatch batch = places.get(i).batch();
                if (places.get(i).place() instanceof Resolver.Found found) {
                    jobs.add(new Job(i, subject(found, batch), batch.presented()));
                } else if (places.get(i).place() instanceof Resolver.Lost lost) {
                    console.error(lost.result().reason() + " Check the name, or pass an IP address.");
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
                "probing {}, {} addresses at a time, {} each",
                jobs.size() == 1 ? "1 origin" : jobs.size() + " origins",
                concurrency,
                Durations.text(timeout));
        Judge judge = judges.apply(trust());
        IdentityHashMap<Presented, Prober> probers = new IdentityHashMap<>();
        try (EventLoops loops = new EventLoops(EventLoops.threadsFor(jobs.size()))) {
            IdentityHashMap<Presented, Inspection> inspections = new IdentityHashMap<>();
            for (Job job : jobs) {
                inspections.computeIfAbsent(job.presented(), presented -> {
                    LOG.debug(
                            "presenting {}",
                            presented
                                    .leaf()
                                    .map(leaf -> DistinguishedNames.of(leaf.getSubjectX500Principal()))
                                    .orElse("no certificate and a forged one"));
                    Prober prober =
                            new NettyProber(presented.identities(), "originpull/" + VersionLines.version(), loops);
                    probers.put(presented, prober);
                    return new Inspection(prober, judge, timeout, audit, Clock.systemUTC(), loop);
                });
            }
            loop.runUntil(Lanes.run(
                    jobs,
                    job -> job.subject().origin().address().getAddress(),
                    concurrency,
                    job -> work(job, Objects.requireNonNull(inspections.get(job.presented())), sink, progress)));
        } finally {
            probers.values().forEach(Prober::close);
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
            Timings timings = attempt.observation().timings();
            LOG.debug(
                    "{} {}: {}{}: {}; connect {} ms, handshake {} ms, answer {} ms",
                    report.origin().endpoint(),
                    report.origin().hostname(),
                    attempt.observation().attempt().identity().word(),
                    attempt.observation()
                            .local()
                            .map(local -> " from port " + local.getPort())
                            .orElse(""),
                    attempt.detail(),
                    Millis.of(timings.connect()),
                    Millis.of(timings.handshake()),
                    Millis.of(timings.answer()));
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

    private static Case subject(Resolver.Found found, ProbeBatch batch) {
        ProbeChoices choices = batch.choices();
        return new Case(
                found.origin(),
                choices.approach(found.origin()),
                choices.h2WhereNeeded(),
                found.expected(),
                OwnCertificates.of(
                        batch.presented().identities().leaf(),
                        batch.presented().identities().authorities()),
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
