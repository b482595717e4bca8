package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.TlsFacts;
import dev.originpull.agent.verdict.Reading.Answer;
import java.util.List;

/**
 * What the identities' answers tell about the leaf when they are held against each other: whether the leaf has passed
 * verification although nothing good answers it, and whether a good answer to it is a refusal all the same.
 */
final class Passage {
    private final Looks looks;

    Passage(Looks looks) {
        this.looks = looks;
    }

    /**
     * Whether all that the server said to this identity was a refusal in its own words, in the handshake or instead of
     * a page.
     */
    boolean isRefusedByWord(Identity who) {
        List<Look> refusals = refusals(who);
        return !refusals.isEmpty()
                && looks.answersTo(who).isEmpty()
                && refusals.stream().noneMatch(look -> look.reading().equals(new Reading.Refusal(true)));
    }

    /**
     * Whether the leaf was asked for, and the server refuses the forgery in its own words where it has none against the
     * leaf.
     */
    boolean ofLeaf() {
        return looks.hasLeaf()
                && looks.isRequestedIn(Identity.LEAF)
                && isRefusedByWord(Identity.FORGED)
                && refusals(Identity.LEAF).isEmpty();
    }

    /**
     * Whether the leaf, which gets no answer, has passed verification: what is behind hangs, or closes where the server
     * refuses by HTTP answers only, as NGINX does. It takes the server's word against a client without a certificate as
     * well, or the same end.
     */
    boolean ofUnansweredLeaf() {
        if (!ofLeaf()) {
            return false;
        }
        List<Look> leaf = looks.of(Identity.LEAF);
        List<Look> none = looks.of(Identity.NONE);
        if (leaf.stream().allMatch(Look::isHanging)) {
            return isRefusedByWord(Identity.NONE)
                    || (!none.isEmpty() && none.stream().allMatch(Look::isHanging));
        }
        boolean closedLikewise = !none.isEmpty() && none.stream().allMatch(Look::isClosedLate);
        if (!leaf.stream().allMatch(Look::isClosedLate)) {
            return false;
        }
        return isRefusedOverHttp(Identity.FORGED)
                ? isRefusedOverHttp(Identity.NONE) || closedLikewise
                : isJudgedBeforeTheClose() && (isRefusedByWord(Identity.NONE) || closedLikewise);
    }

    /**
     * Whether the leaf was closed on after the server had judged it: over TLS 1.2 the server judges before its handshake
     * ends (RFC 5246, 7.3), and what resets a stream of HTTP/2 has read the request.
     */
    private boolean isJudgedBeforeTheClose() {
        boolean older = looks.of(Identity.LEAF).stream()
                .allMatch(look -> look.observation()
                        .tls()
                        .flatMap(TlsFacts::version)
                        .filter("TLSv1.2"::equals)
                        .isPresent());
        return older || looks.isRequestReadOverH2();
    }

    /** Whether the server judges certificates, and the leaf, which is cut off, is in the place of the forgery. */
    boolean isLeafAloneCutOff() {
        if (!looks.isRequestedIn(Identity.LEAF)) {
            return false;
        }
        boolean noneLikewise = !looks.of(Identity.NONE).isEmpty()
                && looks.of(Identity.NONE).stream().allMatch(Look::isClosedLate)
                && looks.of(Identity.LEAF).stream().allMatch(Look::isClosedLate);
        if (noneLikewise) {
            return false;
        }
        boolean forgedLikewise = !looks.of(Identity.FORGED).isEmpty()
                && looks.of(Identity.FORGED).stream()
                        .allMatch(look -> look.reading().isNoAnswer() && !look.is(Reading.Silence.class));
        boolean noneUnharmed = !looks.answersTo(Identity.NONE).isEmpty()
                && looks.answersTo(Identity.NONE).stream()
                        .allMatch(answer -> answer.status().canAccept());
        return isRefusedByWord(Identity.FORGED) || (forgedLikewise && noneUnharmed);
    }

    /**
     * Whether the leaf and the forgery share an answer that others do not get, so that it may be the page for refused
     * certificates: nobody without a certificate is worse off, or it is a redirect, or the server itself verifies (its
     * words to a client without).
     */
    boolean isLeafDoubtful() {
        if (!looks.hasLeaf() || !looks.isRequestedIn(Identity.LEAF) || !isAlike(Identity.LEAF, Identity.FORGED)) {
            return false;
        }
        if (isRefusedByWord(Identity.NONE)) {
            return isRefusedOverHttp(Identity.NONE);
        }
        List<Answer> none = looks.answersTo(Identity.NONE);
        if (none.isEmpty() || isAlike(Identity.LEAF, Identity.NONE)) {
            return false;
        }
        boolean noneBelow400 = none.stream().allMatch(answer -> answer.status().isBelow400());
        boolean redirected = looks.answersTo(Identity.LEAF).stream()
                .allMatch(answer -> answer.status().isRedirect());
        return noneBelow400 || redirected;
    }

    /** Whether a certificate was asked for, and everybody got this status, with the same page or redirected. */
    boolean isSameForAll(Status status) {
        Identity control = looks.control();
        boolean same = control == Identity.NONE || isAlike(control, Identity.NONE);
        return looks.isRequestedIn(control)
                && same
                && isAlike(control, Identity.FORGED)
                && looks.answersTo(control).stream()
                        .allMatch(answer -> answer.status().equals(status));
    }

    /** The same status with the same page; of redirects the status alone, as what they lead to often holds a token. */
    private boolean isAlike(Identity one, Identity other) {
        List<Answer> ones = looks.answersTo(one);
        List<Answer> others = looks.answersTo(other);
        return !ones.isEmpty()
                && !others.isEmpty()
                && ones.stream()
                        .allMatch(a -> others.stream()
                                .allMatch(b -> a.status().equals(b.status())
                                        && (a.status().isRedirect() || a.isSamePageAs(b))));
    }

    private boolean isRefusedOverHttp(Identity who) {
        return isRefusedByWord(who)
                && refusals(who).stream().allMatch(look -> Layer.of(look.observation()) == Layer.HTTP);
    }

    private List<Look> refusals(Identity who) {
        return looks.of(who).stream()
                .filter(look -> look.is(Reading.Refusal.class))
                .toList();
    }
}
