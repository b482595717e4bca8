package dev.originpull.agent.rollout;

import dev.originpull.configgen.install.Gates;
import dev.originpull.configgen.install.Progress;
import dev.originpull.configgen.install.Question;
import dev.originpull.configgen.install.Step;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        plain(located, progress);
        for (String place : located.unprobed()) {
            progress.note(
                    Step.GATES,
                    "not-probed: " + place + " serves it as well, and changes with it; originpull cannot ask there");
        }
        return refusing.isEmpty()
                ? Optional.empty()
                : Optional.of((refusing.size() == 1 ? "the gate " : "the gates ")
                        + String.join(", ", refusing)
                        + (refusing.size() == 1
                                ? " says no; --force " + refusing.get(0) + " goes through it"
                                : " say no; --force NAME goes through one of them"));
    }

    /** Who asks there needs no certificate, whatever this change does. */
    private static void plain(Located located, Progress progress) {
        for (Located.Plain plain : located.plain()) {
            progress.note(
                    Step.GATES,
                    "plain-http: " + plain.listener() + " serves it without TLS, "
                            + (plain.redirects()
                                    ? "and redirects"
                                    : "and more than a redirect: nobody needs a certificate there")
                            + " (" + plain.file() + ":" + plain.line() + ")");
        }
    }
}
