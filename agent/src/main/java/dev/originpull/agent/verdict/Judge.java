package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.TlsFacts;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Judges an origin by what was observed of it. Pure: the same observations at the same instant come to the same report. Safe for
 * use by many threads where its two sources are.
 */
public final class Judge {
    private final Remedies remedies;
    private final Predicate<List<X509Certificate>> trust;

    /**
     * @param remedies names the directives of a recognised server
     * @param trust whether a server's chain, its own certificate first, leads to a CA that this machine trusts
     */
    public Judge(Remedies remedies, Predicate<List<X509Certificate>> trust) {
        this.remedies = remedies;
        this.trust = trust;
    }

    /**
     * Judges.
     *
     * @param observations of this case's origin, in the order in which they were made; none makes an inconclusive report
     * @param now the instant that certificates are held against
     */
    public OriginReport judge(Case subject, List<Observation> observations, Instant now) {
        Looks looks = new Looks(subject, observations);
        Weighing weighing = new Weighing(looks);
        Mode mode = new ModeRule(looks, weighing).mode();
        ServerCertificates.Read serverCertificate = observations.stream()
                .flatMap(seen -> seen.tls().stream())
                .map(TlsFacts::serverChain)
                .filter(chain -> !chain.isEmpty())
                .findFirst()
                .map(chain -> ServerCertificates.read(chain, subject.origin().hostname(), trust))
                .orElse(ServerCertificates.Read.NONE);
        List<Finding> findings =
                new Findings(subject, observations, looks, weighing, mode, serverCertificate, remedies).at(now);
        return new OriginReport(
                subject.origin(),
                mode,
                subject.expected(),
                verdict(subject, mode),
                new Reasons(looks, weighing).of(mode),
                attempts(subject, observations, weighing),
                serverCertificate.facts(),
                findings,
                observations.stream().map(seen -> seen.timings().total()).reduce(Duration.ZERO, Duration::plus));
    }

    private static Verdict verdict(Case subject, Mode mode) {
        if (mode == Mode.MISMATCH) {
            return Verdict.FAIL;
        }
        if (!mode.isTold()) {
            return Verdict.UNKNOWN;
        }
        return subject.expected().map(mode::is).orElse(true) ? Verdict.PASS : Verdict.FAIL;
    }

    private static List<JudgedAttempt> attempts(Case subject, List<Observation> observations, Weighing weighing) {
        List<JudgedAttempt> attempts = new ArrayList<>();
        for (Observation seen : observations) {
            Outcome outcome = Looks.isSuperseded(subject, seen)
                    ? Outcome.UNKNOWN
                    : weighing.outcomeOf(seen.attempt().identity(), Reading.of(seen));
            attempts.add(new JudgedAttempt(seen, outcome, Layer.of(seen), Detail.of(seen)));
        }
        return attempts;
    }
}
