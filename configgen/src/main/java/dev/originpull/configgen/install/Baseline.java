package dev.originpull.configgen.install;

import dev.originpull.configgen.locate.LastLoad;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.Located;
import dev.originpull.configgen.run.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is there before a change.
 *
 * @param test what the server says of its configuration
 * @param seen what each address of the hostname does
 * @param companions what the further names of the hostname's blocks do, which change with it
 * @param bystanders what the neighbours do, which must not change
 * @param floating listeners at addresses that this host does not have now, which are not probed
 * @param took how long it took to ask all of them
 */
record Baseline(
        Located located,
        Ran test,
        Map<Subject, Question.Answer> seen,
        Map<Subject, Question.Answer> companions,
        Map<Subject, Question.Answer> bystanders,
        Set<Listener> floating,
        Duration took) {
    /** What another machine's clock may be ahead. */
    private static final Duration AHEAD = Duration.ofSeconds(2);

    Baseline {
        seen = new LinkedHashMap<>(seen);
        companions = new LinkedHashMap<>(companions);
        bystanders = new LinkedHashMap<>(bystanders);
        floating = Set.copyOf(floating);
    }

    static Baseline of(Change change, Located located, Surroundings surroundings)
            throws IOException, InterruptedException {
        Set<Listener> floating = floating(change, located, surroundings.question());
        Set<Listener> addresses = new LinkedHashSet<>();
        located.listeners().forEach(listener -> addresses.add(listener.fromHere()));
        change.addresses()
                .forEach(address -> addresses.add(
                        surroundings.question().isHere(address) ? address.asOneOf(located.listeners()) : address));
        addresses.removeAll(floating);
        Ran test = surroundings.program().test();
        long begun = System.nanoTime();
        return new Baseline(
                located,
                test,
                surroundings.ask(Subject.of(change.hostname().name(), addresses), Optional.empty()),
                surroundings.ask(subjects(located.companions(), floating), Optional.empty()),
                surroundings.ask(subjects(located.bystanders(), floating), Optional.empty()),
                floating,
                Duration.ofNanos(System.nanoTime() - begun));
    }

    /** Where it is clear already that no change is made. */
    static Baseline unasked(Located located) {
        return new Baseline(
                located,
                new Ran(List.of(), OptionalInt.of(0), ""),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                Duration.ZERO);
    }

    /**
     * The listeners whose addresses this host does not have now: whoever has them answers there. Where there is no other listener,
     * they are asked all the same, as the server may run in a network of its own.
     */
    private static Set<Listener> floating(Change change, Located located, Question question) {
        List<Listener> own =
                located.listeners().stream().map(Listener::fromHere).distinct().toList();
        Set<Listener> floating = own.stream()
                .filter(listener -> !question.isHere(listener))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return floating.containsAll(own) && floating.containsAll(change.addresses()) ? Set.of() : floating;
    }

    private static List<Subject> subjects(Collection<Located.Bystander> others, Set<Listener> floating) {
        return others.stream()
                .map(other -> new Subject(other.hostname(), other.listener().fromHere()))
                .filter(subject -> !floating.contains(subject.address()))
                .distinct()
                .toList();
    }

    /**
     * The addresses beside the server's own listeners that cannot be asked from here, as a public one behind a firewall that lets
     * nobody in but Cloudflare: the listeners behind them are.
     */
    Map<Subject, Question.Answer> beyond() {
        Set<Listener> own = located.listeners().stream().map(Listener::fromHere).collect(Collectors.toSet());
        Map<Subject, Question.Answer> beyond = new LinkedHashMap<>(seen);
        beyond.entrySet()
                .removeIf(each ->
                        each.getValue().tells() || own.contains(each.getKey().address()));
        return beyond;
    }

    /** The same without those that cannot be asked. */
    Baseline within() {
        Map<Subject, Question.Answer> within = new LinkedHashMap<>(seen);
        within.keySet().removeAll(beyond().keySet());
        return new Baseline(located, test, within, companions, bystanders, floating, took);
    }

    /** Why no change can be made, or proven. */
    Optional<String> objection(String title) {
        if (!test.succeeded()) {
            return Optional.of("the configuration is broken already: " + test.complaint());
        }
        ServerProcess process = new ServerProcess(located.pidFile());
        if (!process.lives().orElse(true)) {
            return Optional.of(title + " is not running: start it first; "
                    + process.pidFile().get() + " names no process that lives");
        }
        return unloaded(title).or(this::untold);
    }

    /** With our reload it would go live, and would stay when our change is taken back. */
    private Optional<String> unloaded(String title) {
        if (located.lastLoad().isEmpty()) {
            return Optional.empty();
        }
        LastLoad lastLoad = located.lastLoad().get();
        Optional<Path> ahead = new LastLoad(Instant.now().plus(AHEAD)).firstNewer(located.files());
        if (ahead.isPresent()) {
            return Optional.of(
                    ahead.get() + " was written in the future, by its time of change, so that nobody can tell "
                            + "whether " + title + " has read it: `touch` it and reload, then try again");
        }
        return lastLoad.firstNewer(located.files())
                .map(file -> file + " was written after " + title + " read its configuration ("
                        + lastLoad.at().truncatedTo(ChronoUnit.SECONDS)
                        + "): reload it and see that all is well, then try again");
    }

    private Optional<String> untold() {
        return seen.entrySet().stream()
                .filter(each -> !each.getValue().tells())
                .map(each -> each.getKey().address() + " is " + each.getValue().mode()
                        + ", so that no change could be proven there: "
                        + each.getValue().reason() + each.getValue().advice())
                .findFirst();
    }

    /** How much longer than usual the proof of a change may take: everything is asked again, the hostname itself up to three times. */
    Duration proof() {
        return took.multipliedBy(4);
    }

    /** What each address of the hostname does. */
    Map<Listener, Question.Answer> byAddress() {
        return seen.entrySet().stream()
                .collect(Collectors.toMap(
                        each -> each.getKey().address(), Map.Entry::getValue, (one, same) -> one, LinkedHashMap::new));
    }
}
