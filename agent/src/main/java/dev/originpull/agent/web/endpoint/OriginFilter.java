package dev.originpull.agent.web.endpoint;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Verdict;
import dev.originpull.agent.web.Request;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which origins are asked for: those that have, of each parameter, one of its values. */
record OriginFilter(Set<Mode> modes, Set<Verdict> verdicts, Set<Hostname> hostnames) implements Predicate<Standing> {
    OriginFilter {
        modes = Set.copyOf(modes);
        verdicts = Set.copyOf(verdicts);
        hostnames = Set.copyOf(hostnames);
    }

    /**
     * Reads the parameters {@code mode}, {@code verdict} and {@code hostname}.
     *
     * @throws IllegalArgumentException with one sentence: a filter with a slip would show too much, or nothing
     */
    static OriginFilter of(Request request) {
        Map<String, List<String>> query = request.query();
        if (!Set.of("mode", "verdict", "hostname").containsAll(query.keySet())) {
            throw new IllegalArgumentException("The parameters are mode, verdict and hostname.");
        }
        return new OriginFilter(
                words(query, "mode", Mode.values(), Mode::word),
                words(query, "verdict", Verdict.values(), Verdict::word),
                query.getOrDefault("hostname", List.of()).stream()
                        .map(OriginFilter::hostname)
                        .collect(Collectors.toSet()));
    }

    @Override
    public boolean test(Standing standing) {
        return (modes.isEmpty() || modes.contains(OriginDocument.mode(standing)))
                && (verdicts.isEmpty() || verdicts.contains(OriginDocument.verdict(standing)))
                && (hostnames.isEmpty() || hostnames.contains(standing.watch().hostname()));
    }

    private static Hostname hostname(String text) {
        try {
            return Hostname.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The parameter hostname is no hostname.", e);
        }
    }

    private static <T> Set<T> words(
            Map<String, List<String>> query, String parameter, T[] known, Function<T, String> word) {
        Set<T> chosen = new LinkedHashSet<>();
        for (String value : query.getOrDefault(parameter, List.of())) {
            chosen.add(Arrays.stream(known)
                    .filter(one -> word.apply(one).equals(value))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("The parameter " + parameter + " is one of "
                            + Arrays.stream(known).map(word).collect(Collectors.joining(", ")) + ".")));
        }
        return chosen;
    }
}
