package dev.originpull.agent.report;

import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Phase;
import dev.originpull.agent.verdict.JudgedAttempt;
import dev.originpull.agent.verdict.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a row of the table of attempts reads, on a terminal and on a page. */
public final class AttemptWords {
    private AttemptWords() {}

    /** How far an attempt had come that ended without an answer; empty for one that was answered. */
    public static Optional<Phase> phase(JudgedAttempt judged) {
        Ending ending = judged.observation().ending();
        if (ending instanceof Ending.Closed closed) {
            return Optional.of(closed.phase());
        }
        if (ending instanceof Ending.TimedOut timedOut) {
            return Optional.of(timedOut.phase());
        }
        if (ending instanceof Ending.Alerted alerted) {
            return Optional.of(alerted.afterHandshake() ? Phase.ANSWER : Phase.HANDSHAKE);
        }
        if (ending instanceof Ending.Unreachable) {
            boolean connected = !judged.observation().timings().handshake().isZero();
            return Optional.of(connected ? Phase.HANDSHAKE : Phase.CONNECT);
        }
        return Optional.empty();
    }

    /**
     * Where it was decided.
     *
     * @param layer the word of a {@link Layer}
     * @param phase the word of a {@link Phase}, as {@link #word} has it; empty where the attempt was answered
     * @param tlsVersion such as {@code TLSv1.3}; empty where no handshake was completed
     */
    public static String where(String layer, Optional<String> phase, Optional<String> tlsVersion) {
        Optional<String> tls = tlsVersion.map(version -> version.replace("TLSv", "TLS "));
        if (layer.equals(Layer.TLS_HANDSHAKE.word())) {
            return in(word(Phase.HANDSHAKE));
        }
        if (layer.equals(Layer.TLS_LATE.word())) {
            return in(word(Phase.ANSWER));
        }
        if (layer.equals(Layer.HTTP.word())) {
            return "HTTP, " + tls.orElse("no TLS");
        }
        return phase.map(AttemptWords::in).orElseGet(() -> tls.orElse("-"));
    }

    /** As in JSON. */
    public static String word(Phase phase) {
        return switch (phase) {
            case CONNECT -> "connect";
            case HANDSHAKE -> "handshake";
            case ANSWER -> "answer";
        };
    }

    private static String in(String phase) {
        return switch (phase) {
            case "connect" -> "connecting";
            case "handshake" -> "in handshake";
            default -> "after handshake";
        };
    }

    /** What an attempt did in another way than the usual ones; empty for a usual one. */
    @SuppressWarnings(
            "ReferenceEquality") // Mostly it is the same, and the first comparison of a record's parts is dear at
    // start-up.
    public static Optional<String> way(Approach approach, Approach usual) {
        return approach == usual || approach.equals(usual)
                ? Optional.empty()
                : Optional.of(difference(approach, usual));
    }

    private static String difference(Approach approach, Approach usual) {
        if (approach.wire() == Approach.Wire.PLAIN_HTTP) {
            return approach.proxyProtocol().equals(usual.proxyProtocol())
                    ? "plain HTTP"
                    : "plain HTTP, no PROXY header";
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
                        case H2, H2_PRIOR_KNOWLEDGE -> "HTTP/2";
                    });
        }
        if (!approach.path().equals(usual.path())) {
            ways.add(approach.path());
        }
        return String.join(", ", ways);
    }
}
