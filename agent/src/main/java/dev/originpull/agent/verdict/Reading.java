package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Approach.AlpnOffer;
import dev.originpull.agent.probe.Approach.Wire;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.Phase;
import dev.originpull.agent.probe.TlsFacts;

/** What one observation tells by itself, before it is held against the others. */
sealed interface Reading {
    /** Alert 120 (RFC 7301, 3.2). */
    int NO_APPLICATION_PROTOCOL = 120;

    /**
     * The server judged the certificate, or its absence, and said so.
     *
     * @param asksAfterHandshake whether it wanted the certificate only then, which Cloudflare's edge cannot give
     */
    record Refusal(boolean asksAfterHandshake) implements Reading {}

    /**
     * An answer that says nothing about certificates by itself.
     *
     * @param page what is compared between answers
     * @param cut whether the page may go on
     * @param unfinished whether the page did not end, so that it cannot be compared: status and header fields judge
     */
    record Answer(Status status, String page, boolean cut, boolean unfinished) implements Reading {
        Answer(Status status, String page, boolean cut) {
            this(status, page, cut, false);
        }

        boolean isSamePageAs(Answer other) {
            if (unfinished || other.unfinished) {
                return true;
            }
            if (cut || other.cut) {
                int common = Math.min(page.length(), other.page.length());
                return page.regionMatches(0, other.page, 0, common);
            }
            return page.equals(other.page);
        }
    }

    /** Closed without a word after a certificate was asked for. */
    record Cut() implements Reading {}

    /**
     * A fatal alert that names no certificate, after one was asked for: Apache sends 80 over a chain that is too long.
     */
    record Alarm() implements Reading {}

    /** Not a byte after a certificate was asked for. */
    record Silence() implements Reading {}

    /** No TLS conversation in which a certificate could have been judged. */
    record Nowhere() implements Reading {}

    /** Something that tells nothing about certificates. */
    record Mute() implements Reading {}

    /** Whether this is no answer where one was due: how some servers refuse. */
    default boolean isNoAnswer() {
        return this instanceof Cut || this instanceof Alarm || this instanceof Silence;
    }

    static Reading of(Observation seen) {
        boolean requested = seen.certificateRequested();
        Ending ending = seen.ending();
        if (ending instanceof Ending.Answered answered) {
            return ofAnswer(HttpAnswer.of(answered));
        }
        if (ending instanceof Ending.AskedAgain
                || seen.tls().map(TlsFacts::renegotiationAsked).orElse(false)) {
            return new Refusal(true);
        }
        if (ending instanceof Ending.StayedOpen open) {
            // A silence that is too short for an alert to come through says nothing.
            return open.head().isEmpty() && !seen.timings().outlastedAnAlert()
                    ? new Mute()
                    : new Answer(new Status(Status.NOT_HTTP), open.head(), false);
        }
        if (ending instanceof Ending.Alerted alerted) {
            if (requested) {
                return alerted.alert().isAboutCertificate() ? new Refusal(false) : new Alarm();
            }
            return alerted.afterHandshake() ? new Mute() : new Nowhere();
        }
        if (ending instanceof Ending.Closed closed) {
            if (requested) {
                return new Cut();
            }
            if (closed.phase() != Phase.ANSWER) {
                return new Nowhere();
            }
            boolean inOrder = seen.attempt().approach().wire() == Wire.RAW && !closed.reset();
            return inOrder ? new Answer(new Status(Status.NOT_HTTP), "", false) : new Mute();
        }
        if (ending instanceof Ending.TimedOut timedOut) {
            if (requested && timedOut.bytesRead() == 0) {
                return new Silence();
            }
            return seen.tls().isEmpty() ? new Nowhere() : new Mute();
        }
        if (ending instanceof Ending.Unpresentable && seen.attempt().identity() == Identity.LEAF) {
            return new Refusal(false);
        }
        if (ending instanceof Ending.Hindered) {
            return new Mute();
        }
        boolean handshakeStood = seen.tls().map(TlsFacts::completed).orElse(false);
        boolean answeredOverTls = ending instanceof Ending.Garbled && seen.tls().isPresent();
        return handshakeStood || answeredOverTls || requested ? new Mute() : new Nowhere();
    }

    /** Whether the origin showed that it speaks HTTP/2 only, to a client that had offered HTTP/1.1. */
    static boolean wantsH2(Observation seen) {
        if (seen.attempt().approach().alpn() != AlpnOffer.HTTP_1_1) {
            return false;
        }
        if (seen.ending() instanceof Ending.Alerted alerted) {
            return alerted.alert().number() == NO_APPLICATION_PROTOCOL;
        }
        return seen.ending() instanceof Ending.Garbled garbled && isSettingsFrame(garbled.head());
    }

    /**
     * A server's HTTP/2 connection begins with a SETTINGS frame: length (far below 64 KiB), type 4 (RFC 9113, 3.4 and
     * 4.1).
     */
    private static boolean isSettingsFrame(String head) {
        return head.length() >= 9 && head.charAt(0) == 0 && head.charAt(1) == 0 && head.charAt(3) == 4;
    }

    private static Reading ofAnswer(HttpAnswer answer) {
        return KnownRefusal.in(answer)
                .<Reading>map(known -> new Refusal(known == KnownRefusal.APACHE_POST_HANDSHAKE))
                .orElseGet(() -> new Answer(answer.status(), answer.page(), answer.cut(), answer.unfinished()));
    }
}
