package dev.originpull.agent.monitor;

import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.verdict.JudgedAttempt;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.OriginReport;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Why an origin has no mode, or refuses the leaf, in one word for metrics: few enough that a label may hold them. */
public enum FailureReason {
    /** The name has no address. */
    DNS,
    CONNECTION_REFUSED,
    CONNECTION_RESET,
    CONNECTION_CLOSED,
    /** No route to the host or its network. */
    NO_ROUTE,
    /** The time for an attempt was over, in any phase. */
    TIMEOUT,
    TLS_ALERT,
    /** The TLS handshake failed without an alert. */
    TLS_FAILED,
    /** The origin speaks, and not HTTP. */
    NOT_HTTP,
    /** There was an HTTP answer, and it does not show the mode. */
    HTTP_ANSWER,
    /** This machine could not make the attempt. */
    LOCAL,
    /** A bug in originpull ended the check. */
    INTERNAL,
    /** Anything else. */
    OTHER;

    private static final Set<Mode> WITH_REASON = EnumSet.of(Mode.UNREACHABLE, Mode.INCONCLUSIVE, Mode.MISMATCH);
    /** As Cloudflare presents the leaf, what it meets with counts most. */
    private static final List<Identity> BY_WEIGHT = List.of(Identity.LEAF, Identity.NONE, Identity.FORGED);

    /** As in metrics, such as {@code connection_refused}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason that has this word; empty where there is none. */
    static Optional<FailureReason> find(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word().equals(word))
                .findFirst();
    }

    /** Of the identity whose attempts failed and that counts most; empty where the mode is known and the leaf is accepted. */
    static Optional<FailureReason> of(OriginReport report) {
        if (!WITH_REASON.contains(report.mode())) {
            return Optional.empty();
        }
        if (report.isOfABug()) {
            return Optional.of(INTERNAL);
        }
        Optional<FailureReason> failed = BY_WEIGHT.stream()
                .flatMap(identity -> last(report, identity).stream())
                .filter(ending -> !isAnswer(ending))
                .findFirst()
                .map(FailureReason::of);
        boolean answered = report.attempts().stream()
                .anyMatch(attempt -> isAnswer(attempt.observation().ending()));
        return failed.or(() -> Optional.of(answered ? HTTP_ANSWER : OTHER));
    }

    private static Optional<Ending> last(OriginReport report, Identity identity) {
        Optional<Ending> last = Optional.empty();
        for (JudgedAttempt attempt : report.attempts()) {
            if (attempt.observation().attempt().identity() == identity) {
                last = Optional.of(attempt.observation().ending());
            }
        }
        return last;
    }

    private static boolean isAnswer(Ending ending) {
        return ending instanceof Ending.Answered || ending instanceof Ending.StayedOpen;
    }

    private static FailureReason of(Ending ending) {
        if (ending instanceof Ending.Unreachable unreachable) {
            return ofNetwork(unreachable.reason());
        }
        if (ending instanceof Ending.Closed closed) {
            return closed.reset() ? CONNECTION_RESET : CONNECTION_CLOSED;
        }
        if (ending instanceof Ending.TimedOut) {
            return TIMEOUT;
        }
        if (ending instanceof Ending.Alerted) {
            return TLS_ALERT;
        }
        if (ending instanceof Ending.Garbled) {
            return NOT_HTTP;
        }
        return ending instanceof Ending.Hindered ? LOCAL : OTHER;
    }

    private static FailureReason ofNetwork(String reason) {
        if (reason.contains("refused")) {
            return CONNECTION_REFUSED;
        }
        if (reason.contains("route") || reason.contains("network is unreachable")) {
            return NO_ROUTE;
        }
        return reason.startsWith("TLS") ? TLS_FAILED : OTHER;
    }
}
