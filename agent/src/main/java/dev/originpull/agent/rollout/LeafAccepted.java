package dev.originpull.agent.rollout;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.install.Question;
import dev.originpull.configgen.locate.Listener;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Every address accepts the leaf and refuses a forgery already. */
record LeafAccepted(String hostname) implements Gate {
    @Override
    public GateName name() {
        return GateName.LEAF_ACCEPTED;
    }

    @Override
    public Finding look(Sight sight) {
        List<Map.Entry<Listener, Question.Answer>> seen = sight.seen().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Listener::toString)))
                .toList();
        if (seen.isEmpty()) {
            return Finding.no("no address was probed");
        }
        return seen.stream()
                .filter(entry -> !accepts(entry.getValue()))
                .findFirst()
                .map(entry -> Finding.no(entry.getKey() + " is "
                        + entry.getValue().mode() + ": " + entry.getValue().reason() + advice(entry.getValue())))
                .orElseGet(() -> Finding.holds(seen.stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue().mode())
                        .collect(Collectors.joining(", "))));
    }

    private static boolean accepts(Question.Answer answer) {
        return answer.shows(Stage.OPTIONAL) || answer.shows(Stage.REQUIRED);
    }

    private String advice(Question.Answer answer) {
        return answer.shows(Stage.OFF) || answer.shows(Stage.OBSERVE)
                ? " First: originpull apply " + hostname + " --stage optional"
                : answer.advice();
    }
}
