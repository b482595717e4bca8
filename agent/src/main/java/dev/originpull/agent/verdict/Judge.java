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
 * Judges an origin by what was observed of it. Pure: the same observations at the same instant come to the same report.
 * Safe for use by many threads where its sources are.
 */
public final class Judge {
    private final Remedies remedies;
    private final Predicate<List<X509Certificate>> trust;
    private final Predicate<String> publicCa;

    /** One that takes no CA for a public one. */
    public Judge(Remedies remedies, Predicate<List<X509Certificate>> trust) {
        this(remedies, trust, name -> false);
    }

    /**
     * @param remedies names the directives of a recognised server
     * @param trust whether a server's chain, its own certificate first, leads to a CA that this machine trusts
     * @param publicCa whether a name, as a request for a certificate gives it, is that of a CA that issues
     *     certificates to the public
     */
    public Judge(Remedies remedies, Predicate<List<X509Certificate>> trust, Predicate<String> publicCa) {
        this.remedies = remedies;
        this.trust = trust;
        this.publicCa = publicCa;
    }

    /**
     * Judges.
     *
     * @param observations of this case's origin, in the order in which they were made; none makes an inconclusive
     *     report
     * @param now the instant that certificates are held against
     */
    public OriginReport judge(Case subject, List<Observation> observations, Instant now) {
        Looks looks = new Looks(subject, observations);
        Weighing weighing = new Weighing(looks, subject.knobs());
        Mode mode = new ModeRule(looks, weighing).mode();
        ServerCertificates.Read serverCertificate = observations.stream()
                .flatMap(seen -> seen.tls().stream())
                .map(TlsFacts::serverChain)
                .filter(chain -> !chain.isEmpty())
                .findFirst()
                .map(chain -> ServerCertificates.read(chain, subject.origin().hostname(), trust))
                .orElse(ServerCertificates.Read.NONE);
        OtherAuthorities others = OtherAuthorities.of(subject.own(), looks, publicCa);
        List<Finding> findings =
                new Findings(subject, observations, looks, weighing, mode, others, serverCertificate, remedies).at(now);
        return new OriginReport(
                subject.origin(),
                mode,
                subject.expected(),
                verdict(subject, mode),
                new Reasons(subject, looks, weighing, others).of(mode),
                attempts(looks, observations, weighing),
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

    private static List<JudgedAttempt> attempts(Looks looks, List<Observation> observations, Weighing weighing) {
        List<JudgedAttempt> attempts = new ArrayList<>();
        for (Observation seen : observations) {
            Reading reading = Reading.of(seen);
            Outcome outcome = !looks.isAside(seen) || reading.equals(new Reading.Refusal(true))
                    ? weighing.outcomeOf(seen.attempt().identity(), reading)
                    : Outcome.UNKNOWN;
            attempts.add(new JudgedAttempt(seen, outcome, Layer.of(seen), Detail.of(seen)));
        }
        return attempts;
    }
}
