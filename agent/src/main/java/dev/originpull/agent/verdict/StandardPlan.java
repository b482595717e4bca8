package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Approach.AlpnOffer;
import dev.originpull.agent.probe.Attempt;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.Plan;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The attempts that tell an origin's mode: the leaf as control, nothing, a forged certificate; then second looks, where they would
 * change what can be told.
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
        Optional<Identity> first = ORDER.stream()
                .filter(identities::contains)
                .filter(who -> looks.of(who).isEmpty())
                .findFirst();
        if (first.isPresent()) {
            boolean nobodyThere = looks.triedAnything() && !looks.reachedAnything();
            return nobodyThere ? Optional.empty() : first.map(who -> attempt(who, looks));
        }
        Weighing weighing = new Weighing(looks);
        Set<Identity> again = EnumSet.noneOf(Identity.class);
        identities.forEach(who -> again.addAll(weighing.of(who).again()));
        return ORDER.stream()
                .filter(identities::contains)
                .filter(again::contains)
                .filter(who -> looks.of(who).size() < 2)
                .findFirst()
                .map(who -> attempt(who, looks));
    }

    /** Where the origin closed over a certificate, its alert may have been lost: the second attempt waits for it. */
    private Attempt attempt(Identity who, Looks looks) {
        Approach approach = looks.needH2() ? subject.approach().offering(AlpnOffer.H2) : subject.approach();
        Attempt attempt = new Attempt(subject.origin(), who, approach);
        boolean closed =
                looks.last(who).filter(look -> look.is(Reading.Cut.class)).isPresent();
        return closed ? attempt.quietly() : attempt;
    }
}
