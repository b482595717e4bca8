package dev.originpull.agent.rollout;

import dev.originpull.configgen.install.Gates;
import dev.originpull.configgen.install.Progress;
import dev.originpull.configgen.install.Question;
import dev.originpull.configgen.install.Step;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.Located;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at the certificates, then at every gate, so that all that is in the way is seen at once.
 *
 * @param preflight what was found out about the certificates
 * @param forced the gates whose no does not count
 */
record GateKeeper(Preflight preflight, List<Gate> gates, Set<GateName> forced) implements Gates {
    GateKeeper {
        gates = List.copyOf(gates);
        forced = Set.copyOf(forced);
    }

    @Override
    public Optional<String> refusal(Located located, Map<Listener, Question.Answer> seen, Progress progress) {
        progress.begun(Step.PREFLIGHT);
        if (!preflight.complaints().isEmpty()) {
            preflight.complaints().forEach(complaint -> progress.failed(Step.PREFLIGHT, complaint));
            return Optional.of(preflight.complaints().get(0));
        }
        progress.done(Step.PREFLIGHT, preflight.summary());
        preflight.notes().forEach(note -> progress.note(Step.PREFLIGHT, note));
        progress.begun(Step.GATES);
        List<String> refusing = new ArrayList<>();
        Gate.Sight sight = new Gate.Sight(located, seen);
        for (Gate gate : gates) {
            Gate.Finding finding = gate.look(sight);
            String text = gate.name().word() + ": " + finding.evidence();
            switch (finding.kind()) {
                case HOLDS -> progress.done(Step.GATES, text);
                case NOTE -> progress.note(Step.GATES, text);
                case NO -> {
                    if (forced.contains(gate.name())) {
                        progress.note(Step.GATES, text + " (opened by --force)");
                    } else {
                        progress.failed(Step.GATES, text);
                        refusing.add(gate.name().word());
                    }
                }
            }
        }
        AdoptedCa.notes(located, preflight.ca()).forEach(note -> progress.note(Step.GATES, note));
        plain(located, progress);
        for (String place : located.unprobed()) {
            progress.note(
                    Step.GATES,
                    "not-probed: " + place + " serves it as well, and changes with it; originpull cannot ask there");
        }
        for (String place : located.left()) {
            progress.note(
                    Step.GATES,
                    "not-changed: " + place + " serves it too, or may do so, and is not among its 'addresses:': "
                            + "it stays as it is; to change it, add its address there");
        }
        return refusing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        refusing.size() == 1
                                ? "gate " + refusing.get(0)
                                        + " failed: its line says what to do (to override it: --force "
                                        + refusing.get(0) + ")"
                                : "gates " + String.join(", ", refusing)
                                        + " failed: their lines say what to do (to override one: --force NAME)");
    }

    /** Clients need no certificate there, whatever this change does; a redirect serves nothing, and gets one line for all. */
    private static void plain(Located located, Progress progress) {
        List<Located.Plain> redirects =
                located.plain().stream().filter(Located.Plain::redirects).toList();
        if (!redirects.isEmpty()) {
            progress.done(Step.GATES, "plain-http: " + listed(redirects) + ": redirects only");
        }
        Map<String, List<Located.Plain>> serving = located.plain().stream()
                .filter(plain -> !plain.redirects())
                .collect(Collectors.groupingBy(GateKeeper::place, LinkedHashMap::new, Collectors.toList()));
        serving.values()
                .forEach(places -> progress.note(
                        Step.GATES,
                        "plain-http: " + listed(places)
                                + ": serves more than a redirect without TLS, so clients need no "
                                + "certificate: redirect all but /.well-known/acme-challenge/ to https"));
    }

    private static String listed(List<Located.Plain> places) {
        return places.stream().map(plain -> plain.listener().toString()).collect(Collectors.joining(", ")) + " ("
                + places.stream().map(GateKeeper::place).distinct().collect(Collectors.joining(", ")) + ")";
    }

    private static String place(Located.Plain plain) {
        return plain.file() + ":" + plain.line();
    }
}
