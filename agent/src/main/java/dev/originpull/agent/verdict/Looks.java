package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The observations of one origin by identity, without those that only showed that it speaks HTTP/2. */
final class Looks {
    private final Map<Identity, List<Look>> byIdentity = new EnumMap<>(Identity.class);
    private final Identity control;
    private final boolean h2;

    Looks(Case subject, List<Observation> observations) {
        boolean leaf = subject.leaf().isPresent();
        boolean h2Only = false;
        for (int i = 0; i < observations.size(); i++) {
            Observation seen = observations.get(i);
            Identity who = seen.attempt().identity();
            leaf |= who == Identity.LEAF;
            if (isSuperseded(subject, seen)) {
                h2Only = true;
            } else {
                byIdentity.computeIfAbsent(who, w -> new ArrayList<>()).add(new Look(i, seen, Reading.of(seen)));
            }
        }
        this.h2 = h2Only;
        this.control = leaf ? Identity.LEAF : Identity.NONE;
    }

    static boolean isSuperseded(Case subject, Observation seen) {
        return subject.h2WhereNeeded() && Reading.wantsH2(seen);
    }

    /** In the order in which they were made. */
    List<Look> of(Identity who) {
        return List.copyOf(byIdentity.getOrDefault(who, List.of()));
    }

    List<Reading.Answer> answersTo(Identity who) {
        return of(who).stream()
                .map(Look::reading)
                .filter(Reading.Answer.class::isInstance)
                .map(Reading.Answer.class::cast)
                .toList();
    }

    /** Whose answer the others' are held against: the leaf's, or that to no certificate where there is no leaf. */
    Identity control() {
        return control;
    }

    boolean hasLeaf() {
        return control == Identity.LEAF;
    }

    /** Whether the origin showed that it speaks nothing but HTTP/2. */
    boolean needH2() {
        return h2;
    }

    boolean isRequestedIn(Identity who) {
        List<Look> looks = of(who);
        return !looks.isEmpty()
                && looks.stream().allMatch(look -> look.observation().certificateRequested());
    }

    boolean isRequestedAnywhere() {
        return all().anyMatch(look -> look.observation().certificateRequested());
    }

    boolean triedAnything() {
        return all().findAny().isPresent();
    }

    /** Whether something other than a failure to connect was seen. */
    boolean reachedAnything() {
        return all().anyMatch(look -> !look.is(Reading.Nowhere.class));
    }

    /** Whether the control was looked at again between the first and the last of these looks: else it may have changed since. */
    boolean isControlledBetween(List<Look> some) {
        int first = some.get(0).position();
        int last = some.get(some.size() - 1).position();
        List<Look> controls = of(control);
        return controls.size() >= 2
                && controls.stream().anyMatch(look -> look.position() > first && look.position() < last);
    }

    Optional<Look> last(Identity who) {
        List<Look> looks = of(who);
        return looks.isEmpty() ? Optional.empty() : Optional.of(looks.get(looks.size() - 1));
    }

    private Stream<Look> all() {
        return byIdentity.values().stream().flatMap(List::stream);
    }
}
