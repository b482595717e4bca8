package dev.originpull.agent.web.pages;

import dev.originpull.agent.monitor.Look;
import dev.originpull.agent.monitor.Standing;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.function.Function;

/** In which order origins are listed; where it does not tell them apart, the configuration's. */
enum Order {
    TROUBLE("What is wrong first"),
    EXPIRY("Certificates that expire first"),
    CHANGED("Latest change first"),
    HOSTNAME("By hostname");

    private final String label;

    Order(String label) {
        this.label = label;
    }

    /** The order of that name; {@link #TROUBLE} where there is none. */
    static Order parse(String word) {
        return Arrays.stream(values())
                .filter(order -> order.word().equals(word))
                .findFirst()
                .orElse(TROUBLE);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String label() {
        return label;
    }

    /** The first {@code many} in this order. The others need no order among themselves, so that a long list costs one pass. */
    List<Standing> first(int many, List<Standing> standings) {
        return switch (this) {
            case TROUBLE -> first(many, standings, Urgency::of, Comparator.<Urgency>naturalOrder());
            case EXPIRY ->
                first(
                        many,
                        standings,
                        standing ->
                                standing.look().flatMap(Look::serverNotAfter).orElse(Instant.MAX),
                        Comparator.<Instant>naturalOrder());
            case CHANGED ->
                first(
                        many,
                        standings,
                        standing -> standing.changedAt().orElse(Instant.MIN),
                        Comparator.<Instant>reverseOrder());
            case HOSTNAME ->
                first(
                        many,
                        standings,
                        standing -> standing.watch().hostname().name(),
                        Comparator.<String>naturalOrder());
        };
    }

    /** A standing, what it is sorted by, and where it stood. */
    private record Keyed<K>(Standing standing, K key, int index) {}

    private static <K> List<Standing> first(
            int many, List<Standing> standings, Function<Standing, K> key, Comparator<K> comparator) {
        Comparator<Keyed<K>> order =
                Comparator.<Keyed<K>, K>comparing(Keyed::key, comparator).thenComparingInt(Keyed::index);
        PriorityQueue<Keyed<K>> lastFirst = new PriorityQueue<>(order.reversed());
        int index = 0;
        for (Standing standing : standings) {
            Keyed<K> keyed = new Keyed<>(standing, key.apply(standing), index++);
            if (lastFirst.size() < many) {
                lastFirst.add(keyed);
            } else if (order.compare(keyed, lastFirst.element()) < 0) {
                lastFirst.remove();
                lastFirst.add(keyed);
            }
        }
        return lastFirst.stream().sorted(order).map(Keyed::standing).toList();
    }
}
