package dev.originpull.agent.verdict;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.ProxyProtocol;
import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Attempt;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.Origin;
import dev.originpull.agent.probe.Plan;
import dev.originpull.configgen.catalog.Stage;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** An origin that shows each identity what it is told to, the last sight for ever; probed by the plan and judged. */
final class Scene {
    static final Origin ORIGIN =
            new Origin(new InetSocketAddress("203.0.113.10", 443), Hostname.parse("app.example.com"));
    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    static final X509Certificate LEAF =
            Certificates.leaf("CN=Origin Pull CA", NOW.minusSeconds(86_400), NOW.plusSeconds(400L * 86_400));

    private final Map<Identity, List<Sight>> sights = new EnumMap<>(Identity.class);
    private Function<Attempt, Optional<Sight>> first = attempt -> Optional.empty();
    private Optional<Stage> expected = Optional.empty();
    private OwnCertificates own = new OwnCertificates(List.of(LEAF), List.of());
    private Knobs knobs = Knobs.OPTIONS;
    private Set<String> publicCas = Set.of();
    private Approach approach = Approach.https(ORIGIN, "/");
    private Remedies remedies = Remedies.NONE;

    static Scene of(Sight leaf, Sight none, Sight forged) {
        return new Scene().leaf(leaf).none(none).forged(forged);
    }

    Scene leaf(Sight... seen) {
        sights.put(Identity.LEAF, List.of(seen));
        return this;
    }

    Scene none(Sight... seen) {
        sights.put(Identity.NONE, List.of(seen));
        return this;
    }

    Scene forged(Sight... seen) {
        sights.put(Identity.FORGED, List.of(seen));
        return this;
    }

    /** What an attempt sees whatever its identity, where it sees that. */
    Scene first(Function<Attempt, Optional<Sight>> seen) {
        first = seen;
        return this;
    }

    Scene expecting(Stage stage) {
        expected = Optional.of(stage);
        return this;
    }

    Scene withoutLeaf() {
        own = OwnCertificates.none();
        return this;
    }

    Scene presenting(X509Certificate other) {
        own = new OwnCertificates(List.of(other), List.of());
        return this;
    }

    Scene owning(OwnCertificates others) {
        own = others;
        return this;
    }

    Scene readBy(Knobs others) {
        knobs = others;
        return this;
    }

    Scene wherePublicAre(String... names) {
        publicCas = Set.of(names);
        return this;
    }

    Scene behind(ProxyProtocol version) {
        approach = approach.behind(Optional.of(version));
        return this;
    }

    Scene raw() {
        approach = approach.over(Approach.Wire.RAW);
        return this;
    }

    Scene knowing(Remedies known) {
        remedies = known;
        return this;
    }

    Case subject() {
        return new Case(ORIGIN, approach, true, expected, own, knobs);
    }

    List<Observation> observe() {
        return observe(StandardPlan.of(subject()));
    }

    List<Observation> observe(Plan plan) {
        List<Observation> seen = new ArrayList<>();
        Map<Identity, Integer> tries = new EnumMap<>(Identity.class);
        Optional<Attempt> next = plan.next(seen);
        while (next.isPresent()) {
            Attempt attempt = next.get();
            Sight sight = first.apply(attempt).orElseGet(() -> {
                List<Sight> script = sights.getOrDefault(attempt.identity(), List.of());
                int count = tries.merge(attempt.identity(), 1, Integer::sum);
                return script.get(Math.min(count, script.size()) - 1);
            });
            seen.add(sight.of(attempt));
            next = plan.next(List.copyOf(seen));
        }
        return seen;
    }

    OriginReport judge() {
        return judge(observe());
    }

    OriginReport judge(List<Observation> seen) {
        return new Judge(remedies, chain -> false, publicCas::contains).judge(subject(), seen, NOW);
    }
}
