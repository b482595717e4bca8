package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Approach.AlpnOffer;
import dev.originpull.agent.probe.Approach.Wire;
import dev.originpull.agent.probe.CertificateRequest;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The observations of one origin by identity, without those that only showed that it speaks HTTP/2, and apart from the
 * one that looks for a late request over TLS 1.2.
 */
final class Looks {
    private final Case subject;
    private final Map<Identity, List<Look>> byIdentity = new EnumMap<>(Identity.class);
    private final Identity control;
    private final boolean h2;
    private final boolean h2Tried;
    private final boolean h2Answers;
    private final boolean requestReadOverH2;
    private final boolean asked;
    private final Optional<Look> older;

    Looks(Case subject, List<Observation> observations) {
        this.subject = subject;
        this.h2Answers = observations.stream().anyMatch(seen -> isH2Trial(seen) && isAnswered(seen));
        boolean leaf = subject.leaf().isPresent();
        boolean h2Only = false;
        boolean h2Tried = false;
        @Nullable Look aside = null;
        for (int i = 0; i < observations.size(); i++) {
            Observation seen = observations.get(i);
            Identity who = seen.attempt().identity();
            leaf |= who == Identity.LEAF;
            if (isSuperseded(seen)) {
                h2Only = true;
            } else if (isH2Trial(seen) && !h2Only) {
                h2Tried = true;
            } else if (isOverOtherTls(seen)) {
                aside = new Look(i, seen, Reading.of(seen));
            } else {
                byIdentity.computeIfAbsent(who, w -> new ArrayList<>()).add(new Look(i, seen, Reading.of(seen)));
            }
        }
        this.h2 = h2Only;
        this.h2Tried = h2Tried;
        this.requestReadOverH2 = observations.stream()
                .filter(this::isH2Trial)
                .anyMatch(seen -> seen.attempt().identity() == Identity.LEAF
                        && seen.ending() instanceof Ending.Garbled garbled
                        && garbled.head().startsWith("HTTP/2 stream reset"));
        this.asked = observations.stream().anyMatch(Observation::certificateRequested);
        this.older = Optional.ofNullable(aside);
        this.control = leaf ? Identity.LEAF : Identity.NONE;
    }

    /** Whether it is not held against the others: it only showed what the origin speaks. */
    boolean isAside(Observation seen) {
        return isSuperseded(seen) || isOverOtherTls(seen) || (isH2Trial(seen) && !h2);
    }

    /**
     * Whether it only showed that the origin speaks HTTP/2: by saying so, or by hanging up where it then answers
     * HTTP/2.
     */
    private boolean isSuperseded(Observation seen) {
        boolean hungUp = h2Answers
                && seen.attempt().approach().alpn() == AlpnOffer.HTTP_1_1
                && new Look(0, seen, Reading.of(seen)).isClosedLate();
        return subject.h2WhereNeeded() && (Reading.wantsH2(seen) || hungUp);
    }

    /** Whether HTTP/2 was spoken where the user asked for HTTP/1.1 first. */
    private boolean isH2Trial(Observation seen) {
        return subject.h2WhereNeeded()
                && subject.approach().alpn() == AlpnOffer.HTTP_1_1
                && seen.attempt().approach().alpn() == AlpnOffer.H2_PRIOR_KNOWLEDGE;
    }

    private static boolean isAnswered(Observation seen) {
        Reading reading = Reading.of(seen);
        return reading instanceof Reading.Answer || reading instanceof Reading.Refusal;
    }

    private boolean isOverOtherTls(Observation seen) {
        return seen.attempt().approach().tls() != subject.approach().tls();
    }

    /** Whether the control was cut off without a word, as by a server that speaks HTTP/2 only and says so to nobody. */
    boolean isWorthH2() {
        return subject.h2WhereNeeded()
                && subject.approach().alpn() == AlpnOffer.HTTP_1_1
                && subject.approach().wire() == Wire.HTTP
                && !h2
                && !h2Tried
                && last(control).filter(Look::isClosedLate).isPresent();
    }

    /** Whether the server, tried over HTTP/2 with the leaf, reset the stream of the request, which it had thus read. */
    boolean isRequestReadOverH2() {
        return requestReadOverH2;
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

    /** What further attempts offer: HTTP/2 where the origin showed that it speaks nothing else. */
    AlpnOffer alpn() {
        if (!h2) {
            return subject.approach().alpn();
        }
        return h2Answers ? AlpnOffer.H2_PRIOR_KNOWLEDGE : AlpnOffer.H2;
    }

    boolean isRequestedIn(Identity who) {
        List<Look> looks = of(who);
        return !looks.isEmpty()
                && looks.stream().allMatch(look -> look.observation().certificateRequested());
    }

    /** Whether anybody was ever asked for a certificate, by whatever protocol. */
    boolean isRequestedAnywhere() {
        return asked;
    }

    /** Whether TLS 1.3 was spoken with anybody. */
    boolean speaksNewest() {
        return all().flatMap(look -> look.observation().tls().stream())
                .flatMap(tls -> tls.version().stream())
                .anyMatch("TLSv1.3"::equals);
    }

    /** What was seen over TLS 1.2 only, where that was tried. */
    Optional<Look> older() {
        return older;
    }

    /** Whether the server asks for a certificate after a TLS 1.2 handshake, by a second one. */
    boolean isAskedLateInOlder() {
        return older.filter(look -> look.reading().equals(new Reading.Refusal(true)))
                .isPresent();
    }

    /** Whether each of these was answered, or cut off, and no look at any found the server asking for a certificate. */
    boolean isNobodyAsked(List<Identity> some) {
        boolean refused = Stream.concat(all(), older.stream()).anyMatch(look -> look.is(Reading.Refusal.class));
        return !asked
                && !refused
                && some.stream()
                        .allMatch(who -> of(who).stream()
                                .anyMatch(look -> look.isUnasked() && (isServed(look) || look.isClosedLate())));
    }

    private static boolean isServed(Look look) {
        return look.reading() instanceof Reading.Answer answer
                && !answer.status().isMisdirected();
    }

    /** The first request for a certificate that named CAs; else the first one. */
    Optional<CertificateRequest> request() {
        List<CertificateRequest> requests = all().flatMap(look -> look.observation().tls().stream())
                .flatMap(tls -> tls.certificateRequest().stream())
                .toList();
        return requests.stream()
                .filter(request -> request.named() > 0)
                .findFirst()
                .or(() -> requests.stream().findFirst());
    }

    boolean triedAnything() {
        return all().findAny().isPresent();
    }

    /** Whether something other than a failure to connect was seen. */
    boolean reachedAnything() {
        return all().anyMatch(look -> !look.is(Reading.Nowhere.class));
    }

    /**
     * Whether the control was looked at again between the first and the last of these looks: else it may have changed
     * since.
     */
    boolean isControlledBetween(List<Look> some) {
        int first = some.get(0).position();
        int last = some.get(some.size() - 1).position();
        List<Look> controls = of(control);
        return controls.size() >= 2
                && controls.stream().anyMatch(look -> look.position() > first && look.position() < last);
    }

    /**
     * Whether the server spoke to another identity between the first and the last of these looks: else it may have been
     * down.
     */
    boolean isAnyoneHeardBetween(List<Look> some) {
        Look first = some.get(0);
        Look last = some.get(some.size() - 1);
        return all().filter(look -> look.position() > first.position() && look.position() < last.position())
                .anyMatch(look -> look.is(Reading.Answer.class) || look.is(Reading.Refusal.class));
    }

    Optional<Look> last(Identity who) {
        List<Look> looks = of(who);
        return looks.isEmpty() ? Optional.empty() : Optional.of(looks.get(looks.size() - 1));
    }

    private Stream<Look> all() {
        return byIdentity.values().stream().flatMap(List::stream);
    }
}
