package dev.originpull.agent.monitor;

import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A watch and all that its looks have shown. Thread-safe. */
final class Watched {
    private static final Duration LONGEST_AGE = Duration.ofDays(365);

    private Watch watch;
    private @Nullable Look announced;
    /** Whether what is announced is a first look that could not tell, and has yet to be seen again. */
    private boolean provisional;
    /** Of what else was seen lately, the last look that saw it: what a flapping origin may have to be announced as. */
    private List<Look> others = List.of();

    private @Nullable Instant probedAt;
    /** When that was by {@link #nanos}: setting the machine's clock makes no check older or younger. */
    private long probedNanos;

    private boolean unconfirmed;
    private @Nullable Outcomes met;
    /** Since the forged certificate was last presented. */
    private int glances;

    private boolean slow;
    private boolean removed;
    /** How many of its turns wait or are under way. */
    private int turns;

    private final LongSupplier nanos;
    private final ArrayDeque<Sight> recent = new ArrayDeque<>(Steadiness.WINDOW);
    private final ArrayDeque<Change> history = new ArrayDeque<>(4);

    Watched(Watch watch) {
        this(watch, System::nanoTime);
    }

    /** @param nanos a clock that only goes forward, in nanoseconds */
    Watched(Watch watch, LongSupplier nanos) {
        this.watch = watch;
        this.nanos = nanos;
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

    /**
     * What taking a look came to.
     *
     * @param look what is to be announced where the effect is to announce something, or else the look itself
     * @param before the mode that was announced until now; empty where that has not changed
     */
    record Taken(Effect effect, Look look, Optional<Mode> before) {}

    synchronized Watch watch() {
        return watch;
    }

    /** The same origin, watched for something else from now on: what was seen says nothing about that. */
    synchronized void watchFor(Watch changed) {
        watch = changed;
        forget();
    }

    /** Nobody watches it any more: looks that began before count for nothing. */
    synchronized void remove() {
        removed = true;
    }

    synchronized boolean isRemoved() {
        return removed;
    }

    synchronized void turnBegins() {
        turns++;
    }

    synchronized void turnEnds() {
        turns--;
    }

    /** Whether its turn has come, and its look has not ended yet. */
    synchronized boolean isInTurn() {
        return turns > 0;
    }

    synchronized boolean isProbedWithin(Duration age) {
        return probedAt != null && nanos.getAsLong() - probedNanos <= age.toNanos();
    }

    private void forget() {
        announced = null;
        provisional = false;
        others = List.of();
        met = null;
        unconfirmed = false;
        recent.clear();
    }

    synchronized Standing standing(Freshness freshness) {
        return new Standing(
                watch,
                Optional.ofNullable(announced),
                Optional.ofNullable(probedAt),
                freshness,
                unconfirmed,
                new ArrayList<>(history));
    }

    /** Takes up what an earlier process knew; of an origin that is meant to do something else now, only the history. */
    synchronized void restore(StateFile.Memory memory, Instant now) {
        history.clear();
        history.addAll(memory.history());
        probedAt = memory.probedAt();
        Duration age = Duration.between(probedAt, now);
        probedNanos = nanos.getAsLong()
                - shorter(age.isNegative() ? Duration.ZERO : age, LONGEST_AGE).toNanos();
        if (memory.look().isPresent() && memory.expected().equals(watch.expected())) {
            announced = memory.look().get();
            slow = announced.mode() == Mode.UNREACHABLE;
            recent.clear();
            recent.add(Sight.of(announced));
        }
    }

    /**
     * Keeps a look.
     *
     * @param seenFor what the origin was watched for when the look began: where that is past, the look is too
     */
    synchronized Taken take(Watch seenFor, Look look) {
        if (removed || !watch.equals(seenFor)) {
            return new Taken(Effect.NONE, look, Optional.empty());
        }
        probed(look.at());
        glances = 0;
        if (announced == null || provisional) {
            return takeFirst(look);
        }
        remember(Sight.of(look));
        Sight before = Sight.of(announced);
        Steadiness.Decision decision = Steadiness.decide(before, List.copyOf(recent));
        unconfirmed = !decision.confirmed();
        List<Look> seen = seenLately(announced, look);
        for (Look each : seen) {
            announced = Sight.of(each).equals(decision.announced()) ? each : announced;
        }
        others = others(seen, Sight.of(announced));
        if (Sight.of(announced).equals(before)) {
            return new Taken(unconfirmed ? Effect.UNCONFIRMED : Effect.NONE, look, Optional.empty());
        }
        begin(announced.at(look.at()));
        return new Taken(Effect.CHANGED, announced, Optional.of(before.mode()));
    }

    /** A machine that has just started may lack the time for a whole look: one that could not tell has to be seen twice. */
    private Taken takeFirst(Look look) {
        boolean again = !provisional && look.mode() == Mode.INCONCLUSIVE;
        recent.clear();
        remember(Sight.of(look));
        announced = look;
        provisional = again;
        unconfirmed = again;
        if (again) {
            return new Taken(Effect.UNCONFIRMED, look, Optional.empty());
        }
        begin(look);
        return new Taken(Effect.FIRST, look, Optional.empty());
    }

    private void probed(Instant at) {
        probedAt = at;
        probedNanos = nanos.getAsLong();
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

    /** Whether the last whole look took so long that it would hold up others. */
    synchronized void took(boolean isLong) {
        slow = isLong;
    }

    synchronized boolean isSlow() {
        return slow;
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
        probed(at);
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

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
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
