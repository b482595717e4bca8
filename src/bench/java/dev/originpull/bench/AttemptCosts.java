package dev.originpull.bench;

import dev.originpull.agent.pki.KeyType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What one attempt with the leaf costs in CPU, in steady state, against blackbox_exporter and {@code openssl s_time}. */
final class AttemptCosts {
    private static final String OURS = "originpull";
    private static final String EXPORTER = "blackbox_exporter";
    private static final String CLOSED_PORT = "blackbox_exporter, closed port";
    private static final String OPENSSL = "openssl s_time";

    /**
     * A kind of leaf, and what is to be reached with it.
     *
     * @param target of the exporter's CPU per attempt
     */
    private record Kind(KeyType key, String name, double target) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(KeyType.P256, "EC P-256", 0.45),
            new Kind(KeyType.RSA_2048, "RSA-2048", 0.5),
            new Kind(KeyType.RSA_4096, "RSA-4096", 0.6));

    private static final double OPENSSL_TARGET = 0.8;

    private final Workshop workshop;
    private final int port;
    private final Turns turns;

    AttemptCosts(Workshop workshop, Fleet fleet, Turns turns) {
        this.workshop = workshop;
        this.port = fleet.port();
        this.turns = turns;
    }

    List<Row> measure() throws BenchException, InterruptedException {
        Map<String, KeyFiles> leaves = new LinkedHashMap<>();
        for (Kind kind : KINDS) {
            leaves.put(kind.key().word(), workshop.leaf(kind.key()));
        }
        List<Row> rows = new ArrayList<>();
        try (Exporter exporter = Exporter.start(workshop, leaves, port)) {
            for (Kind kind : KINDS) {
                Bench.say("CPU per attempt, " + kind.name() + " ...");
                rows.addAll(measure(kind, workshop.leaf(kind.key()), exporter));
            }
        }
        return rows;
    }

    private List<Row> measure(Kind kind, KeyFiles leaf, Exporter exporter) throws BenchException, InterruptedException {
        boolean withAllPeers = kind.key() == KeyType.P256;
        Map<String, Contender> contenders = new LinkedHashMap<>();
        try {
            contenders.put(OURS, new OriginpullAttempts(leaf, port, turns));
            contenders.put(EXPORTER, exporter.probes(kind.key().word(), "probe_success 1"));
            if (withAllPeers) {
                contenders.put(CLOSED_PORT, exporter.probes(Exporter.CLOSED_PORT, "probe_success 0"));
                contenders.put(OPENSSL, new OpensslConnections(workshop, leaf, port));
            }
            return rows("CPU per attempt, " + kind.name() + ", against ", turns.take(contenders), kind.target());
        } finally {
            contenders.values().forEach(Contender::close);
        }
    }

    /** A row for each peer that took part. */
    private static List<Row> rows(String what, Map<String, List<Cost>> costs, double target) {
        List<Row> rows = new ArrayList<>();
        List<Double> ours = millis(costs, OURS);
        List<Double> exporter = millis(costs, EXPORTER);
        rows.add(Comparison.of(ours, exporter).row(what + EXPORTER, target));
        if (costs.containsKey(CLOSED_PORT)) {
            List<Double> serving = millis(costs, CLOSED_PORT);
            List<Double> alone = IntStream.range(0, exporter.size())
                    .mapToObj(i -> exporter.get(i) - serving.get(i))
                    .toList();
            rows.add(Comparison.of(ours, alone).row(what + "the same less its /probe"));
        }
        if (costs.containsKey(OPENSSL)) {
            rows.add(Comparison.of(ours, millis(costs, OPENSSL)).row(what + OPENSSL, OPENSSL_TARGET));
        }
        return rows;
    }

    private static List<Double> millis(Map<String, List<Cost>> costs, String contender) {
        return costs.getOrDefault(contender, List.of()).stream()
                .map(Cost::cpuMillis)
                .toList();
    }
}
