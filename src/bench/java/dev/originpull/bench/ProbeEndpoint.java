package dev.originpull.bench;

import dev.originpull.agent.pki.KeyType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a request for {@code /probe} costs in CPU: the agent's, with its three attempts and its judgement, against blackbox_exporter's one attempt. */
final class ProbeEndpoint {
    /** As many as the agent makes for one request. */
    static final int ATTEMPTS = 3;

    private static final String OURS = "originpull";
    private static final String EXPORTER = "blackbox_exporter";
    private static final String SUCCESS = "probe_success 1";
    private static final double TARGET = 1.5;

    private final Workshop workshop;
    private final Fleet fleet;
    private final Path originpull;
    private final Turns turns;

    ProbeEndpoint(Workshop workshop, Fleet fleet, Path originpull, Turns turns) {
        this.workshop = workshop;
        this.fleet = fleet;
        this.originpull = originpull;
        this.turns = turns;
    }

    List<Row> measure() throws BenchException, InterruptedException {
        Bench.say("CPU per request for /probe ...");
        String module = KeyType.P256.word();
        Map<String, KeyFiles> leaves = Map.of(module, workshop.leaf(KeyType.P256));
        try (AgentProcess agent = AgentProcess.start(
                        workshop, fleet, originpull, Turns.ADDRESSES, "{scheduled: false, timeout: 30s}");
                Exporter exporter = Exporter.start(workshop, leaves, fleet.port())) {
            Map<String, Contender> contenders = new LinkedHashMap<>();
            try {
                contenders.put(OURS, agent.probes(SUCCESS));
                contenders.put(EXPORTER, exporter.probes(module, SUCCESS));
                Map<String, List<Cost>> costs = turns.take(contenders);
                return List.of(Comparison.of(millis(costs, OURS), millis(costs, EXPORTER))
                        .row("CPU per /probe, three attempts against the one of " + EXPORTER, TARGET));
            } finally {
                contenders.values().forEach(Contender::close);
            }
        }
    }

    private static List<Double> millis(Map<String, List<Cost>> costs, String contender) {
        return costs.getOrDefault(contender, List.of()).stream()
                .map(Cost::cpuMillis)
                .toList();
    }
}
