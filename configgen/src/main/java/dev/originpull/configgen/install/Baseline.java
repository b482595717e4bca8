package dev.originpull.configgen.install;

import dev.originpull.configgen.locate.LastLoad;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.Located;
import dev.originpull.configgen.run.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is there before a change.
 *
 * @param test what the server says of its configuration
 * @param seen what each address of the hostname does
 * @param companions what the further names of the hostname's blocks do, which change with it
 * @param bystanders what the neighbours do, which must not change
 */
record Baseline(
        Located located,
        Ran test,
        Map<Subject, Question.Answer> seen,
        Map<Subject, Question.Answer> companions,
        Map<Subject, Question.Answer> bystanders) {
    Baseline {
        seen = new LinkedHashMap<>(seen);
        companions = new LinkedHashMap<>(companions);
        bystanders = new LinkedHashMap<>(bystanders);
    }

    static Baseline of(Change change, Located located, Surroundings surroundings)
            throws IOException, InterruptedException {
        Set<Listener> addresses = new LinkedHashSet<>();
        located.listeners().forEach(listener -> addresses.add(listener.fromHere()));
        addresses.addAll(change.addresses());
        return new Baseline(
                located,
                surroundings.program().test(),
                surroundings.ask(Subject.of(change.hostname().name(), addresses), Optional.empty()),
                surroundings.ask(subjects(located.companions()), Optional.empty()),
                surroundings.ask(subjects(located.bystanders()), Optional.empty()));
    }

    private static List<Subject> subjects(Collection<Located.Bystander> others) {
        return others.stream()
                .map(other -> new Subject(other.hostname(), other.listener().fromHere()))
                .distinct()
                .toList();
    }

    /** Why no change can be made, or proven. */
    Optional<String> objection(String title) {
        if (!test.succeeded()) {
            return Optional.of("the configuration is broken already: " + test.complaint());
        }
        ServerProcess process = new ServerProcess(located.pidFile());
        if (!process.lives().orElse(true)) {
            return Optional.of(title + " does not run: start it first; "
                    + process.pidFile().get() + " names no process that lives");
        }
        return unloaded(title).or(this::untold);
    }

    /** With our reload it would go live, and would stay when our change is taken back. */
    private Optional<String> unloaded(String title) {
        Optional<LastLoad> lastLoad = located.lastLoad();
        Optional<Path> newer = lastLoad.flatMap(load -> load.firstNewer(located.files()));
        return newer.map(file -> file + " was written after " + title + " read its configuration ("
                + lastLoad.get().at() + "): reload it and see that all is well, then try again");
    }

    private Optional<String> untold() {
        return seen.entrySet().stream()
                .filter(each -> !each.getValue().tells())
                .map(each -> each.getKey().address() + " is " + each.getValue().mode()
                        + ", so that no change could be proven there: "
                        + each.getValue().reason())
                .findFirst();
    }

    /** What each address of the hostname does. */
    Map<Listener, Question.Answer> byAddress() {
        return seen.entrySet().stream()
                .collect(Collectors.toMap(
                        each -> each.getKey().address(), Map.Entry::getValue, (one, same) -> one, LinkedHashMap::new));
    }
}
