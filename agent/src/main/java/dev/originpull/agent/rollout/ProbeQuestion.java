package dev.originpull.agent.rollout;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.OriginEntry;
import dev.originpull.agent.config.Printable;
import dev.originpull.agent.config.ProxyProtocol;
import dev.originpull.agent.config.RequestPath;
import dev.originpull.agent.monitor.Inspection;
import dev.originpull.agent.pki.CredentialException;
import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Origin;
import dev.originpull.agent.probe.Plan;
import dev.originpull.agent.probe.Prober;
import dev.originpull.agent.verdict.Case;
import dev.originpull.agent.verdict.Judge;
import dev.originpull.agent.verdict.Knobs;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.OwnCertificates;
import dev.originpull.agent.verdict.StandardPlan;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.install.Question;
import dev.originpull.configgen.locate.Listener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks by probing: as the leaf, as nobody, as a forgery. Where a certificate is to be required, a forgery that brings its own CA must be
 * refused as well. Thread-safe.
 *
 * <p>Whatever a probe meets is an answer: the caller may have files to restore.
 */
final class ProbeQuestion implements Question {
    /** After a probe's own deadline, on a busy machine. */
    private static final Duration TO_JUDGE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ProbeQuestion.class);

    private final AgentConfig config;
    private final Leaves leaves;
    private final Clock clock;
    /** Only the mode counts here: no remedies, and nobody asks whether the server's own certificate is trusted. */
    private final Judge judge = new Judge((header, stage) -> Optional.empty(), chain -> false);

    ProbeQuestion(AgentConfig config, Leaves leaves, Clock clock) {
        this.config = config;
        this.leaves = leaves;
        this.clock = clock;
    }

    @Override
    public Answer ask(Listener address, String hostname, Optional<Stage> expected) throws InterruptedException {
        try {
            Leaves.Presented presented = leaves.of(hostname);
            Case subject = subject(address, hostname, expected, presented);
            OriginReport report = report(inspection(presented.prober()).of(subject));
            if (expected.equals(Optional.of(Stage.REQUIRED))
                    && report.mode() == Mode.REQUIRED
                    && presented.leaf().isPresent()) {
                OriginReport again =
                        report(inspection(presented.proberBringingTheCa()).of(subject, bringingTheCa(subject)));
                return answer(again, again.mode() == Mode.REQUIRED ? "" : "With a forgery that brings its CA: ");
            }
            return answer(report, "");
        } catch (CredentialException | IllegalArgumentException e) {
            return undetermined("It was not probed: " + e.getMessage());
        } catch (TimeoutException e) {
            return undetermined("The probe did not end.");
        } catch (RuntimeException | LinkageError bug) {
            // Files may have to be restored and a server reloaded after this, whatever a probe met: a machine without
            // a file descriptor left cannot even load a class.
            LOG.error("a bug in originpull while probing {} at {}", Printable.of(hostname), address, bug);
            return undetermined("A bug in originpull: " + bug);
        }
    }

    @Override
    public boolean isHere(Listener address) {
        try {
            InetAddress ip = address(address).ip();
            return ip.isLoopbackAddress() || Addresses.ofThisHost().contains(ip);
        } catch (RolloutException | IllegalArgumentException unknown) {
            return true;
        }
    }

    private static Plan bringingTheCa(Case subject) {
        StandardPlan plan = StandardPlan.of(subject);
        return soFar -> plan.next(soFar)
                .map(attempt -> attempt.identity() == Identity.FORGED ? attempt.bringingItsCa() : attempt);
    }

    private Case subject(Listener address, String hostname, Optional<Stage> expected, Leaves.Presented presented) {
        Address.Literal literal = address(address);
        Hostname name = Hostname.parse(hostname);
        Origin origin = new Origin(new InetSocketAddress(literal.ip(), literal.port()), name);
        Optional<OriginEntry> entry = config.origins().stream()
                .filter(each -> each.hostname().equals(name))
                .findFirst();
        String path = entry.map(OriginEntry::path).orElse(RequestPath.DEFAULT);
        return new Case(
                origin,
                Approach.https(origin, path).behind(header(address, origin, entry)),
                true,
                expected,
                OwnCertificates.of(presented.leaf(), List.of()),
                Knobs.KEYS);
    }

    /** What the server's own configuration says comes first; what originpull.yaml says of an address holds for that address alone. */
    private static Optional<ProxyProtocol> header(Listener address, Origin origin, Optional<OriginEntry> entry) {
        Optional<ProxyProtocol> configured = entry.flatMap(OriginEntry::proxyProtocol);
        if (address.proxied()) {
            return configured.or(() -> Optional.of(ProxyProtocol.V1));
        }
        boolean isConfigured = entry.stream()
                .flatMap(each -> each.addresses().stream())
                .anyMatch(each -> each.port() == address.port()
                        && (!(each instanceof Address.Literal literal)
                                || literal.ip().equals(origin.address().getAddress())));
        return configured.filter(version -> isConfigured);
    }

    private static Address.Literal address(Listener address) {
        if (Address.parse(address.fromHere().toString()) instanceof Address.Literal literal) {
            return literal;
        }
        throw new IllegalArgumentException(address + " is no IP address");
    }

    private Inspection inspection(Prober prober) {
        Duration timeout = config.probe().timeout();
        // One origin at a time: no event loop waits for a judgement but its own.
        return new Inspection(prober, judge, timeout, Optional.empty(), clock, Runnable::run);
    }

    private static Answer answer(OriginReport report, String before) {
        return new Answer(report.mode().word(), Printable.whole(before + report.reason()));
    }

    private static Answer undetermined(String reason) {
        return new Answer(Mode.INCONCLUSIVE.word(), Printable.whole(reason));
    }

    private OriginReport report(CompletionStage<OriginReport> stage) throws InterruptedException, TimeoutException {
        Duration limit = config.probe().timeout().multipliedBy(2).plus(TO_JUDGE);
        try {
            return stage.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a probe ends in a report, whatever it meets", e.getCause());
        }
    }
}
