package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Approach.AlpnOffer;
import dev.originpull.agent.probe.Approach.TlsOffer;
import dev.originpull.agent.probe.Attempt;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.Plan;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The attempts that tell an origin's mode: the leaf as control, nothing, a forged certificate; then second looks, where
 * they would change what can be told.
 *
 * @param subject the case whose origin is tried
 * @param identities which can be tried
 */
public record StandardPlan(Case subject, Set<Identity> identities) implements Plan {
    /** More attempts are never made. */
    public static final int MOST = 8;

    /** The control first: what comes after is held against it. */
    private static final List<Identity> ORDER = List.of(Identity.LEAF, Identity.NONE, Identity.FORGED);

    public StandardPlan {
        identities = Set.copyOf(identities);
    }

    /** All identities that the case has: the leaf only where one is given. */
    public static StandardPlan of(Case subject) {
        return new StandardPlan(
                subject,
                subject.leaf().isPresent()
                        ? EnumSet.allOf(Identity.class)
                        : EnumSet.of(Identity.NONE, Identity.FORGED));
    }

    @Override
    public Optional<Attempt> next(List<Observation> soFar) {
        if (soFar.size() >= MOST) {
            return Optional.empty();
        }
        Looks looks = new Looks(subject, soFar);
        if (looks.isWorthH2()) {
            return Optional.of(new Attempt(
                    subject.origin(), looks.control(), subject.approach().offering(AlpnOffer.H2_PRIOR_KNOWLEDGE)));
        }
        Optional<Identity> first = ORDER.stream()
                .filter(identities::contains)
                .filter(who -> looks.of(who).isEmpty())
                .findFirst();
        if (first.isPresent()) {
            boolean nobodyThere = looks.triedAnything() && !looks.reachedAnything();
            return nobodyThere ? Optional.empty() : first.map(who -> attempt(who, looks));
        }
        Weighing weighing = new Weighing(looks, subject.knobs());
        Set<Identity> again = EnumSet.noneOf(Identity.class);
        identities.forEach(who -> again.addAll(weighing.of(who).again()));
        return ORDER.stream()
                .filter(identities::contains)
                .filter(again::contains)
                .filter(who -> looks.of(who).size() < most(who, again, looks))
                .findFirst()
                .map(who -> attempt(who, looks))
                .or(() -> lateRequest(looks, weighing));
    }

    /**
     * How often an identity is tried. If the others are judged by their answers alone, the control comes a third time:
     * else three servers that take turns behind one address show each identity the same one twice.
     */
    private static int most(Identity who, Set<Identity> again, Looks looks) {
        boolean compared = again.size() > 1;
        return who == looks.control() && compared ? 3 : 2;
    }

    /**
     * Where nobody is asked for a certificate and nobody is let in, the server may want one after the handshake: it
     * cannot ask a client of TLS 1.3 that has not offered to be asked (RFC 8446, 4.6.2), and answers or closes instead.
     * Over TLS 1.2 it asks.
     */
    private Optional<Attempt> lateRequest(Looks looks, Weighing weighing) {
        List<Identity> tried = ORDER.stream().filter(identities::contains).toList();
        boolean open = tried.stream().allMatch(who -> weighing.of(who).isAccepted());
        boolean worthIt = subject.approach().tls() == TlsOffer.ALL
                && looks.older().isEmpty()
                && looks.speaksNewest()
                && looks.isNobodyAsked(tried)
                && !open;
        return worthIt
                ? Optional.of(new Attempt(
                        subject.origin(), looks.control(), approach(looks).offering(TlsOffer.ONLY_1_2)))
                : Optional.empty();
    }

    private Approach approach(Looks looks) {
        return subject.approach().offering(looks.alpn());
    }

    /**
     * Where the origin closed over a certificate, or said nothing, an alert may have been lost: the second attempt
     * waits for it.
     */
    private Attempt attempt(Identity who, Looks looks) {
        Attempt attempt = new Attempt(subject.origin(), who, approach(looks));
        boolean mayHaveLostOne = looks.last(who)
                .filter(look -> look.is(Reading.Cut.class) || look.is(Reading.Silence.class))
                .isPresent();
        return mayHaveLostOne ? attempt.quietly() : attempt;
    }
}
