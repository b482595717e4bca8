package dev.originpull.agent.demo;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.ForgedIdentity;
import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Identities;
import dev.originpull.agent.probe.NettyProber;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.Origin;
import dev.originpull.agent.probe.OriginProbe;
import dev.originpull.agent.probe.Prober;
import dev.originpull.agent.verdict.Case;
import dev.originpull.agent.verdict.Judge;
import dev.originpull.agent.verdict.Knobs;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.OwnCertificates;
import dev.originpull.agent.verdict.StandardPlan;
import dev.originpull.configgen.catalog.Stage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One embedded origin of each behaviour, for as long as it is open. Not safe for threads. */
public final class Demo implements AutoCloseable {
    /** For one origin; on the loopback interface a few milliseconds are enough. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Hostname hostname;
    private final Map<Behaviour, DemoOrigin> running = new EnumMap<>(Behaviour.class);

    private Demo(Hostname hostname) {
        this.hostname = hostname;
    }

    /**
     * Starts the origins.
     *
     * @throws IOException when one of them cannot listen
     */
    public static Demo start(Hostname hostname, DemoCertificates certificates) throws IOException {
        Demo demo = new Demo(hostname);
        try {
            for (Behaviour behaviour : Behaviour.values()) {
                demo.running.put(behaviour, DemoOrigin.start(behaviour, certificates.server(), certificates.ca()));
            }
            return demo;
        } catch (IOException e) {
            demo.close();
            throw e;
        }
    }

    /** The origins by what they do, in the order of {@link Behaviour}. */
    public Map<Behaviour, Origin> origins() {
        Map<Behaviour, Origin> origins = new EnumMap<>(Behaviour.class);
        running.forEach((behaviour, origin) -> origins.put(behaviour, new Origin(origin.address(), hostname)));
        return Collections.unmodifiableMap(origins);
    }

    /**
     * Probes and judges them, one after the other, as {@code originpull probe --expect required} does, and waits for it.
     *
     * @param userAgent names this program
     */
    public Map<Behaviour, OriginReport> probe(Credential leaf, String userAgent, Judge judge) {
        Map<Behaviour, OriginReport> reports = new EnumMap<>(Behaviour.class);
        Identities identities = new Identities(Optional.of(leaf), ForgedIdentity.copyOf(leaf.leaf()));
        try (Prober prober = new NettyProber(identities, userAgent, 1)) {
            origins().forEach((behaviour, origin) -> {
                Case subject = subject(origin, leaf);
                List<Observation> seen = OriginProbe.run(prober, StandardPlan.of(subject), DEADLINE)
                        .toCompletableFuture()
                        .join();
                reports.put(behaviour, judge.judge(subject, seen, Instant.now()));
            });
        }
        return Collections.unmodifiableMap(reports);
    }

    @Override
    public void close() {
        running.values().forEach(DemoOrigin::close);
        running.clear();
    }

    private static Case subject(Origin origin, Credential leaf) {
        return new Case(
                origin,
                Approach.https(origin, "/"),
                true,
                Optional.of(Stage.REQUIRED),
                OwnCertificates.of(Optional.of(leaf), List.of()),
                Knobs.OPTIONS);
    }
}
