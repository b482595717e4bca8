package dev.originpull.agent.web.endpoint;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.monitor.Change;
import dev.originpull.agent.monitor.FindingCounts;
import dev.originpull.agent.monitor.Fleet;
import dev.originpull.agent.monitor.LeafFacts;
import dev.originpull.agent.monitor.Look;
import dev.originpull.agent.monitor.PackedText;
import dev.originpull.agent.monitor.ReloadOutcome;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.monitor.Watch;
import dev.originpull.agent.probe.Origin;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Verdict;
import dev.originpull.configgen.catalog.Stage;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Three origins: one as expected, one not, one that has not been looked at and has no address. */
record SmallFleet(List<Standing> standings) implements Fleet {
    static final Instant THEN = Instant.parse("2026-11-21T07:00:00Z");
    static final Instant NOW = Instant.parse("2026-11-21T08:00:00.5Z");

    SmallFleet {
        standings = List.copyOf(standings);
    }

    static SmallFleet ofThree() {
        return new SmallFleet(List.of(
                seen("203.0.113.10", "app.example.com", Mode.REQUIRED, Verdict.PASS),
                seen("2001:db8::10", "www.example.com", Mode.OPTIONAL, Verdict.FAIL),
                new Standing(
                        new Watch(
                                Address.parse("nowhere.example.com:8443"),
                                new Hostname("new.example.com"),
                                Optional.empty(),
                                Optional.empty(),
                                "/healthz?full=\"1\"",
                                Optional.of("staging")),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        List.of())));
    }

    @Override
    public Optional<Standing> find(String id) {
        return standings.stream()
                .filter(standing -> standing.watch().id().equals(id))
                .findFirst();
    }

    @Override
    public List<LeafFacts> leaves() {
        return List.of();
    }

    @Override
    public ReloadOutcome lastReload() {
        return new ReloadOutcome(THEN, THEN, List.of());
    }

    private static Standing seen(String ip, String hostname, Mode mode, Verdict verdict) {
        Hostname name = new Hostname(hostname);
        Address address = Address.parse(ip);
        Origin origin = new Origin(new InetSocketAddress(((Address.Literal) address).ip(), 443), name);
        String report = """
                {"address":"%s","hostname":"%s","mode":"%s","expected":"required","verdict":"%s","reason":"A } in it.",\
                "attempts":[],"serverCertificate":null,"findings":[],"durationMs":9.4}""".formatted(origin.endpoint(), hostname, mode.word(), verdict.word());
        return new Standing(
                new Watch(address, name, Optional.of(origin), Optional.of(Stage.REQUIRED), "/", Optional.empty()),
                Optional.of(new Look(
                        NOW,
                        mode,
                        verdict,
                        true,
                        FindingCounts.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        PackedText.of(report))),
                Optional.of(NOW),
                verdict == Verdict.FAIL,
                List.of(new Change(THEN, mode, verdict)));
    }
}
