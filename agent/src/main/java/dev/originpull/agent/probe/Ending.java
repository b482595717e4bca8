package dev.originpull.agent.probe;

import java.util.List;

/** How an attempt ended, and how far it had come by then. */
public sealed interface Ending {
    /** In a few words, for a log; nothing that the origin wrote. */
    default String summary() {
        return getClass().getSimpleName();
    }

    /**
     * The origin answered over HTTP.
     *
     * @param status 200 to 999: interim answers are passed over
     * @param head what was read: status line, header fields and the beginning of the body, at most 8 KiB, as ISO-8859-1
     * @param unfinished whether the reading was stopped by the time, or the connection broke, before the page ended: an event
     *     stream, a long poll, a slow page. Where the reading was stopped depends on chance
     */
    record Answered(int status, String head, boolean unfinished) implements Ending {
        public Answered(int status, String head) {
            this(status, head, false);
        }

        @Override
        public String summary() {
            return "answered " + status;
        }
    }

    /**
     * The certificate of this attempt could not be presented: the origin asked for one with signature algorithms or kinds of keys
     * that the identity's key does not have (RFC 8446, 4.3.2). Nothing that the origin judged.
     *
     * @param algorithms those that the origin takes, by their registered names; empty where they are not known
     */
    record Unpresentable(List<String> algorithms) implements Ending {
        public Unpresentable {
            algorithms = List.copyOf(algorithms);
        }

        @Override
        public String summary() {
            return "the certificate could not be presented";
        }
    }

    /**
     * A service that is not HTTP kept the connection, or spoke first.
     *
     * @param head what it said, at most 8 KiB as ISO-8859-1; empty where it kept silent
     */
    record StayedOpen(String head) implements Ending {}

    /**
     * The origin sent a fatal alert.
     *
     * @param afterHandshake whether the client had finished by then: in TLS 1.3 it does so before it is judged (RFC 8446, 4.4.2.4)
     */
    record Alerted(Alert alert, boolean afterHandshake) implements Ending {
        @Override
        public String summary() {
            return alert + (afterHandshake ? " after the handshake" : " in the handshake");
        }
    }

    /**
     * The origin closed without an answer.
     *
     * @param reset by a TCP reset rather than in order
     */
    record Closed(Phase phase, boolean reset) implements Ending {}

    /**
     * The attempt's time was over.
     *
     * @param bytesRead how much of an answer had come by then
     */
    record TimedOut(Phase phase, int bytesRead) implements Ending {}

    /**
     * A TLS 1.2 origin asked for a second handshake instead of answering. Neither Cloudflare's edge nor this client takes part in
     * one, so nothing more would have come.
     */
    record AskedAgain() implements Ending {}

    /**
     * Over TLS came something that is no answer.
     *
     * @param head what it was, at most 8 KiB as ISO-8859-1
     */
    record Garbled(String head) implements Ending {}

    /**
     * No TLS conversation took place.
     *
     * @param reason half a sentence for people, such as {@code connection refused}
     */
    record Unreachable(String reason) implements Ending {}

    /**
     * This machine could not make the attempt; the origin has no part in that.
     *
     * @param reason half a sentence for people
     */
    record Hindered(String reason) implements Ending {}
}
