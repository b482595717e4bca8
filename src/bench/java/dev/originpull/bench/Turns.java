package dev.originpull.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How contenders take turns: a warm-up each, then in every round a turn each, so that a change of the machine's mood meets all.
 *
 * @param attempts each contender's, over all rounds
 * @param warmup of who compiles while it runs, before the first round; the others get a tenth
 * @param javaOptions further options for our JVM
 */
record Turns(int attempts, int warmup, List<String> javaOptions) {
    /** As many addresses as attempts go round, each with one connection at a time. */
    static final int ADDRESSES = 64;

    /** Attempts at a time, ours as the exporter's. */
    static final int CONCURRENCY = 16;

    static final int ROUNDS = 6;

    /** What each contender's turns cost, in order. */
    Map<String, List<Cost>> take(Map<String, Contender> contenders) throws BenchException, InterruptedException {
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        for (Contender contender : contenders.values()) {
            contender.run(Math.max(1, contender.compiles() ? warmup : warmup / 10));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Contender> each : contenders.entrySet()) {
                Cost cost = each.getValue().run(Math.max(1, attempts / ROUNDS));
                costs.computeIfAbsent(each.getKey(), name -> new ArrayList<>()).add(cost);
            }
        }
        return costs;
    }
}
