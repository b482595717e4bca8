package dev.originpull.agent.verdict;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.Phase;
import java.time.Duration;
import java.util.Locale;

/** What an attempt met with, in a few printable words. */
final class Detail {
    private static final int SHOWN = 40;

    private Detail() {}

    static String of(Observation seen) {
        Ending ending = seen.ending();
        if (ending instanceof Ending.Answered answered) {
            HttpAnswer answer = HttpAnswer.of(answered);
            return KnownRefusal.in(answer).map(KnownRefusal::line).orElseGet(answer::line);
        }
        if (ending instanceof Ending.Unpresentable unpresentable) {
            return unpresentable(unpresentable);
        }
        if (ending instanceof Ending.StayedOpen open) {
            return open.head().isEmpty() ? "an open connection" : "said: " + firstLine(open.head());
        }
        if (ending instanceof Ending.Alerted alerted) {
            return alerted.alert().toString();
        }
        if (ending instanceof Ending.Closed closed) {
            String what = closed.reset() ? "reset" : "closed without a word";
            return closed.phase() == Phase.HANDSHAKE && !seen.certificateRequested()
                    ? what + " in the handshake"
                    : what;
        }
        if (ending instanceof Ending.TimedOut timedOut) {
            return ofTimeOut(timedOut, seen.timings().total());
        }
        if (ending instanceof Ending.AskedAgain) {
            return "asked for a second handshake";
        }
        if (ending instanceof Ending.Garbled garbled) {
            return ofGarble(seen, garbled.head());
        }
        if (ending instanceof Ending.Unreachable unreachable) {
            return Printable.of(unreachable.reason());
        }
        if (ending instanceof Ending.Hindered hindered) {
            return hindered.reason();
        }
        throw new IllegalStateException("an ending without words: " + ending.getClass());
    }

    /** The same as what a sentence says of the client, such as {@code gets 200 OK} or {@code is reset}. */
    static String verb(Observation seen) {
        Ending ending = seen.ending();
        if (ending instanceof Ending.Closed closed) {
            return closed.reset() ? "is reset" : "is cut off without a word";
        }
        if (ending instanceof Ending.AskedAgain) {
            return "is " + of(seen);
        }
        if (ending instanceof Ending.Unpresentable) {
            return of(seen);
        }
        boolean failed = ending instanceof Ending.Unreachable || ending instanceof Ending.Hindered;
        return (failed ? "fails: " : "gets ") + of(seen);
    }

    private static String unpresentable(Ending.Unpresentable ending) {
        return "cannot be presented"
                + (ending.algorithms().isEmpty()
                        ? ": no common signature algorithm"
                        : ": the origin takes " + String.join(", ", ending.algorithms()));
    }

    private static String ofGarble(Observation seen, String head) {
        if (Reading.wantsH2(seen)) {
            return "HTTP/2 only";
        }
        boolean toldByProbe = seen.attempt().approach().alpn().isH2() && head.startsWith("HTTP/2 ");
        return (toldByProbe ? "" : "no HTTP: ") + firstLine(head);
    }

    private static String ofTimeOut(Ending.TimedOut timedOut, Duration waited) {
        String in = " in " + seconds(waited);
        return switch (timedOut.phase()) {
            case CONNECT -> "no connection" + in;
            case HANDSHAKE -> timedOut.bytesRead() == 0 ? "no answer" + in : "no handshake" + in;
            case ANSWER -> timedOut.bytesRead() == 0 ? "no answer" + in : "no whole answer" + in;
        };
    }

    /** {@code 2.5 s}. */
    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("");
        return Printable.of(line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line);
    }
}
