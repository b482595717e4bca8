package dev.originpull.agent.web.pages;

import dev.originpull.agent.monitor.Look;
import dev.originpull.agent.monitor.Standing;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    Stream<Standing> sort(List<Standing> standings) {
        return switch (this) {
            case TROUBLE ->
                standings.stream()
                        .collect(Collectors.groupingBy(
                                Urgency::of, () -> new EnumMap<>(Urgency.class), Collectors.toList()))
                        .values()
                        .stream()
                        .flatMap(List::stream);
            case EXPIRY ->
                by(
                        standings,
                        standing ->
                                standing.look().flatMap(Look::serverNotAfter).orElse(Instant.MAX),
                        Comparator.<Instant>naturalOrder());
            case CHANGED ->
                by(standings, standing -> standing.changedAt().orElse(Instant.MIN), Comparator.<Instant>reverseOrder());
            case HOSTNAME ->
                by(standings, standing -> standing.watch().hostname().name(), Comparator.<String>naturalOrder());
        };
    }

    /** A standing and what it is sorted by, which is worked out once. */
    private record Keyed<K>(Standing standing, K key) {}

    private static <K> Stream<Standing> by(
            List<Standing> standings, Function<Standing, K> key, Comparator<K> comparator) {
        return standings.stream()
                .map(standing -> new Keyed<>(standing, key.apply(standing)))
                .sorted(Comparator.comparing(Keyed::key, comparator))
                .map(Keyed::standing);
    }
}
