package dev.originpull.agent.monitor;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.probe.Origin;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Verdict;
import dev.originpull.configgen.catalog.Stage;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;

/** Watches and looks of origins that nobody has to ask. */
final class Looks {
    static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    private Looks() {}

    static Watch watch(String hostname, String address) {
        Address.Literal literal = (Address.Literal) Address.parse(address);
        return new Watch(
                literal,
                Hostname.parse(hostname),
                Optional.of(new Origin(new InetSocketAddress(literal.ip(), literal.port()), Hostname.parse(hostname))),
                Optional.of(Stage.REQUIRED),
                "/",
                Optional.empty());
    }

    static Watch expecting(Watch watch, Optional<Stage> expected) {
        return new Watch(
                watch.configured(), watch.hostname(), watch.origin(), expected, watch.path(), watch.identity());
    }

    /** An origin that was seen to do this, so many seconds after the start. */
    static Look look(Mode mode, Verdict verdict, long second) {
        return new Look(
                START.plusSeconds(second),
                mode,
                verdict,
                mode != Mode.UNREACHABLE,
                verdict == Verdict.FAIL ? new FindingCounts(1, 0, 0, 0) : FindingCounts.NONE,
                Optional.of(START.plusSeconds(86_400)),
                mode == Mode.UNREACHABLE ? Optional.of(FailureReason.TIMEOUT) : Optional.empty(),
                PackedText.of("{\"mode\":\"" + mode.word() + "\",\"expected\":\"required\",\"verdict\":\""
                        + verdict.word() + "\",\"reason\":\"seen at " + second + "\"}"));
    }

    /** An origin that spoke TLS, and whose mode, if it has one, comes with this reason. */
    static Look failing(Mode mode, FailureReason reason) {
        return new Look(
                START,
                mode,
                Verdict.UNKNOWN,
                true,
                FindingCounts.NONE,
                Optional.of(START.plusSeconds(86_400)),
                Optional.of(reason),
                PackedText.EMPTY);
    }

    static Look required(long second) {
        return look(Mode.REQUIRED, Verdict.PASS, second);
    }

    static Look optional(long second) {
        return look(Mode.OPTIONAL, Verdict.FAIL, second);
    }

    static Look unreachable(long second) {
        return look(Mode.UNREACHABLE, Verdict.UNKNOWN, second);
    }
}
