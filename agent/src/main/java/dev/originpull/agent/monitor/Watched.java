package dev.originpull.agent.monitor;

import dev.originpull.agent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A watch and all that its looks have shown. Thread-safe. */
final class Watched {
    private Watch watch;
    private @Nullable Look announced;
    /** Of what else was seen lately, the last look that saw it: what a flapping origin may have to be announced as. */
    private List<Look> others = List.of();

    private @Nullable Instant probedAt;
    private boolean unconfirmed;
    private @Nullable Outcomes met;
    /** Since the forged certificate was last presented. */
    private int glances;

    private long tookNanos;
    private final ArrayDeque<Sight> recent = new ArrayDeque<>(Steadiness.WINDOW);
    private final ArrayDeque<Change> history = new ArrayDeque<>(4);

    Watched(Watch watch) {
        this.watch = watch;
    }

    /** What a look led to. */
    enum Effect {
        /** The first one ever. */
        FIRST,
        /** Nothing is new. */
        NONE,
        /** Something else was seen, and has to be seen once more. */
        UNCONFIRMED,
        /** The origin does something else now. */
        CHANGED
    }

    synchronized Watch watch() {
        return watch;
    }

    /** The same origin, watched for something else from now on: what was seen says nothing about that. */
    synchronized void watchFor(Watch changed) {
        watch = changed;
        forget();
    }

    private void forget() {
        announced = null;
        others = List.of();
        met = null;
        unconfirmed = false;
        recent.clear();
    }

    synchronized Standing standing() {
        return new Standing(
                watch,
                Optional.ofNullable(announced),
                Optional.ofNullable(probedAt),
                unconfirmed,
                new ArrayList<>(history));
    }

    /** Takes up what an earlier process knew; of an origin that is meant to do something else now, only the history. */
    synchronized void restore(StateFile.Memory memory) {
        history.clear();
        history.addAll(memory.history());
        probedAt = memory.probedAt();
        if (memory.look().isPresent() && memory.expected().equals(watch.expected())) {
            announced = memory.look().get();
            recent.clear();
            recent.add(Sight.of(announced));
        }
    }

    /**
     * Keeps a look.
     *
     * @param seenFor what the origin was watched for when the look began: where that is past, the look is too
     */
    synchronized Effect take(Watch seenFor, Look look) {
        if (!watch.equals(seenFor)) {
            return Effect.NONE;
        }
        probedAt = look.at();
        glances = 0;
        remember(Sight.of(look));
        if (announced == null) {
            announced = look;
            begin(look);
            return Effect.FIRST;
        }
        Sight before = Sight.of(announced);
        Steadiness.Decision decision = Steadiness.decide(before, List.copyOf(recent));
        unconfirmed = !decision.confirmed();
        List<Look> seen = seenLately(announced, look);
        for (Look each : seen) {
            announced = Sight.of(each).equals(decision.announced()) ? each : announced;
        }
        others = others(seen, Sight.of(announced));
        if (Sight.of(announced).equals(before)) {
            return unconfirmed ? Effect.UNCONFIRMED : Effect.NONE;
        }
        begin(announced.at(look.at()));
        return Effect.CHANGED;
    }

    /** The last look of each thing that is seen now and then, the newest at the end. */
    private List<Look> seenLately(Look before, Look newest) {
        List<Look> seen = new ArrayList<>(others);
        seen.add(before);
        seen.removeIf(each -> Sight.of(each).equals(Sight.of(newest)));
        seen.add(newest);
        return seen;
    }

    /** An origin that stands still costs nothing. */
    private List<Look> others(List<Look> seen, Sight told) {
        List<Look> rest = seen.stream()
                .filter(each -> !Sight.of(each).equals(told) && recent.contains(Sight.of(each)))
                .toList();
        return rest.isEmpty() ? List.of() : rest;
    }

    /** How long the last whole look took. */
    synchronized void took(Duration duration) {
        tookNanos = duration.toNanos();
    }

    synchronized boolean isSlowerThan(Duration limit) {
        return tookNanos > limit.toNanos();
    }

    /** What the last whole look met with. */
    synchronized void met(Outcomes outcomes) {
        met = outcomes;
    }

    /** Whether a look without the forged certificate will do: where all is well and known, and it was presented lately. */
    synchronized boolean mayGlance(int forgedEvery) {
        return forgedEvery > glances + 1
                && met != null
                && !unconfirmed
                && announced != null
                && announced.verdict() == Verdict.PASS;
    }

    /** Whether this is what the last whole look met with; then all else is taken to be as it was, too. */
    synchronized boolean stillSo(Outcomes outcomes, Instant at) {
        if (!outcomes.equals(met) || announced == null) {
            return false;
        }
        glances++;
        probedAt = at;
        announced = announced.at(at);
        remember(Sight.of(announced));
        return true;
    }

    /** Of an origin that stands still, one sight is kept, not one a look. */
    private void remember(Sight sight) {
        if (recent.size() == Steadiness.WINDOW) {
            recent.removeFirst();
        }
        Sight last = recent.peekLast();
        recent.addLast(last != null && last.equals(sight) ? last : sight);
    }

    private void begin(Look look) {
        Change last = history.peekLast();
        if (last != null && last.mode() == look.mode() && last.verdict() == look.verdict()) {
            return;
        }
        if (history.size() == Standing.MOST_CHANGES) {
            history.removeFirst();
        }
        history.addLast(new Change(look.at(), look.mode(), look.verdict()));
    }
}
