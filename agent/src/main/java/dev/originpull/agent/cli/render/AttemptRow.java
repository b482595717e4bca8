package dev.originpull.agent.cli.render;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Attempt;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Phase;
import dev.originpull.agent.probe.TlsFacts;
import dev.originpull.agent.report.Asked;
import dev.originpull.agent.report.Millis;
import dev.originpull.agent.verdict.JudgedAttempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One attempt as a row of words.
 *
 * @param presented the identity in plain words, or {@code again} for a further look with the same one
 */
record AttemptRow(String presented, String asked, String answer, String where, String ms) {

    /** The rows of an origin: the leaf's, nothing's, the forged one's, then those that tried another way in. */
    static List<AttemptRow> of(List<JudgedAttempt> attempts) {
        List<AttemptRow> rows = new ArrayList<>();
        if (attempts.isEmpty()) {
            return rows;
        }
        Approach usual = attempt(attempts.get(0)).approach();
        for (Identity identity : List.of(Identity.LEAF, Identity.NONE, Identity.FORGED)) {
            String presented = word(identity);
            for (JudgedAttempt judged : attempts) {
                if (attempt(judged).identity() == identity
                        && isSame(attempt(judged).approach(), usual)) {
                    rows.add(row(presented, "", judged));
                    presented = "again";
                }
            }
        }
        for (JudgedAttempt judged : attempts) {
            Attempt attempt = attempt(judged);
            if (!isSame(attempt.approach(), usual)) {
                rows.add(row(word(attempt.identity()), difference(attempt.approach(), usual) + ": ", judged));
            }
        }
        return rows;
    }

    /** Mostly it is the very same, and the first comparison of a record's parts is dear at start-up. */
    @SuppressWarnings("ReferenceEquality") // Only to spare what follows it.
    private static boolean isSame(Approach approach, Approach usual) {
        return approach == usual || approach.equals(usual);
    }

    private static Attempt attempt(JudgedAttempt judged) {
        return judged.observation().attempt();
    }

    private static AttemptRow row(String presented, String way, JudgedAttempt judged) {
        return new AttemptRow(
                presented,
                Asked.of(judged.observation())
                        .map(asked -> asked ? "yes" : "no")
                        .orElse("-"),
                Printable.of(way + judged.detail()),
                where(judged),
                Millis.of(judged.observation().timings().total()));
    }

    private static String word(Identity identity) {
        return switch (identity) {
            case LEAF -> "leaf";
            case NONE -> "nothing";
            case FORGED -> "forged";
        };
    }

    private static String difference(Approach approach, Approach usual) {
        if (approach.wire() == Approach.Wire.PLAIN_HTTP) {
            return "plain HTTP";
        }
        List<String> ways = new ArrayList<>();
        if (!approach.serverName().equals(usual.serverName())) {
            ways.add(approach.serverName().map(name -> "SNI " + name).orElse("no SNI"));
        }
        if (approach.tls() != usual.tls()) {
            ways.add(
                    switch (approach.tls()) {
                        case ALL -> "any TLS";
                        case ONLY_1_2 -> "TLS 1.2";
                        case ONLY_1_3 -> "TLS 1.3";
                    });
        }
        if (approach.alpn() != usual.alpn()) {
            ways.add(
                    switch (approach.alpn()) {
                        case HTTP_1_1 -> "HTTP/1.1";
                        case H2 -> "HTTP/2";
                    });
        }
        if (!approach.path().equals(usual.path())) {
            ways.add(approach.path());
        }
        return String.join(", ", ways);
    }

    private static String where(JudgedAttempt judged) {
        return switch (judged.layer()) {
            case TLS_HANDSHAKE -> "in handshake";
            case TLS_LATE -> "after handshake";
            case HTTP -> "HTTP, " + tls(judged).orElse("no TLS");
            case CLOSE, NONE -> where(judged, judged.observation().ending());
        };
    }

    private static String where(JudgedAttempt judged, Ending ending) {
        if (ending instanceof Ending.Closed closed) {
            return in(closed.phase());
        }
        if (ending instanceof Ending.TimedOut timedOut) {
            return in(timedOut.phase());
        }
        if (ending instanceof Ending.Alerted alerted) {
            return in(alerted.afterHandshake() ? Phase.ANSWER : Phase.HANDSHAKE);
        }
        if (ending instanceof Ending.Unreachable) {
            boolean connected = !judged.observation().timings().handshake().isZero();
            return in(connected ? Phase.HANDSHAKE : Phase.CONNECT);
        }
        return tls(judged).orElse("-");
    }

    private static Optional<String> tls(JudgedAttempt judged) {
        return judged.observation().tls().flatMap(TlsFacts::version).map(version -> version.replace("TLSv", "TLS "));
    }

    private static String in(Phase phase) {
        return switch (phase) {
            case CONNECT -> "connecting";
            case HANDSHAKE -> "in handshake";
            case ANSWER -> "after handshake";
        };
    }
}
