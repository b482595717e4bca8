package dev.originpull.agent.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    /** Work that has begun, by name, and its end. */
    private final List<String> begun = new ArrayList<>();

    private final List<CompletableFuture<String>> ends = new ArrayList<>();

    @Test
    void neverLetsTwoToOneAddress() {
        Gate gate = new Gate(4);

        List<CompletionStage<String>> results = List.of(
                enter(gate, "here", false, "first"),
                enter(gate, "here", false, "second"),
                enter(gate, "there", false, "third"),
                enter(gate, "here", true, "fourth"));

        assertThat(begun).containsExactly("first", "third");
        end("first");
        assertThat(begun).containsExactly("first", "third", "second");
        end("second");
        end("third");
        end("fourth");
        assertThat(results).allSatisfy(result -> assertThat(result).isCompleted());
        assertThat(gate.running()).isZero();
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void letsSoManyInAtATime() {
        Gate gate = new Gate(3);

        IntStream.range(0, 5).forEach(n -> enter(gate, n, false, "work " + n));

        assertThat(begun).hasSize(3);
        assertThat(gate.running()).isEqualTo(3);
        assertThat(gate.waiting()).isEqualTo(2);
        end("work 1");
        assertThat(begun).hasSize(4);
    }

    @Test
    void letsMoreInOnceItIsAllowed() {
        Gate gate = new Gate(1);
        IntStream.range(0, 4).forEach(n -> enter(gate, n, false, "work " + n));

        gate.setConcurrency(3);

        assertThat(begun).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "8"})
    void givesTheSlowAllOfTheRoomWhileNobodyElseWaits(int concurrency) {
        Gate gate = new Gate(concurrency);

        IntStream.range(0, 20).forEach(n -> enter(gate, n, true, "slow " + n));

        assertThat(begun).hasSize(concurrency);
    }

    @ParameterizedTest
    @CsvSource({"2,1,1", "3,1,2", "8,4,4", "9,4,5"})
    void givesHalfOfTheRoomToEachWhileBothWait(int concurrency, int slow, int quick) {
        Gate gate = new Gate(concurrency);
        IntStream.range(0, 40).forEach(n -> enter(gate, n, true, "slow " + n));
        IntStream.range(40, 80).forEach(n -> enter(gate, n, false, "quick " + n));

        for (int n = 0; n < concurrency; n++) {
            end(begun.get(n));
        }

        assertThat(begun.subList(concurrency, 2 * concurrency).stream()
                        .filter(name -> name.startsWith("slow"))
                        .count())
                .isEqualTo(slow);
        assertThat(begun.subList(concurrency, 2 * concurrency).stream()
                        .filter(name -> name.startsWith("quick"))
                        .count())
                .isEqualTo(quick);
    }

    @Test
    void takesTurnsWithRoomForOneOnly() {
        Gate gate = new Gate(1);
        IntStream.range(0, 4).forEach(n -> enter(gate, n, false, "quick " + n));
        IntStream.range(4, 8).forEach(n -> enter(gate, n, true, "slow " + n));

        for (int n = 0; n < 7; n++) {
            end(begun.get(n));
        }

        assertThat(begun)
                .containsExactly("quick 0", "slow 4", "quick 1", "slow 5", "quick 2", "slow 6", "quick 3", "slow 7");
    }

    @Test
    void tellsWhatWaitsInAQueueThatMovesFromWhatWaitsForEver() {
        AtomicLong nanos = new AtomicLong();
        Gate gate = new Gate(2, nanos::get);
        Duration longest = Duration.ofSeconds(30);
        enter(gate, "hangs", false, "hangs");
        enter(gate, "hangs", false, "behind it");
        enter(gate, "ends", false, "ends");
        enter(gate, "next", false, "next");

        nanos.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(gate.isMoving("hangs", longest)).isTrue();
        end("ends");
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(gate.isMoving("hangs", longest)).as("it is at work for 31 s").isFalse();
        assertThat(gate.isMoving("next", longest)).isTrue();
        assertThat(gate.isMoving("waits", longest))
                .as("others were let in 2 s ago")
                .isTrue();
        nanos.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(gate.isMoving("waits", longest))
                .as("nobody was let in since")
                .isFalse();
    }

    @Test
    void letsTheSlowInThoughTheQuickNeverEnd() {
        Gate gate = new Gate(2);
        IntStream.range(0, 4).forEach(n -> enter(gate, n, false, "quick " + n));
        enter(gate, "slow", true, "slow");

        end("quick 0");

        assertThat(begun).containsExactly("quick 0", "quick 1", "slow");
    }

    @Test
    void goesOnAfterWorkThatFails() {
        Gate gate = new Gate(1);

        CompletionStage<String> bug = gate.enter("a", false, () -> {
            throw new IllegalStateException("a bug");
        });
        CompletionStage<String> failure =
                gate.enter("a", false, () -> CompletableFuture.failedFuture(new IllegalStateException("no luck")));
        enter(gate, "a", false, "next");

        assertThat(bug).isCompletedExceptionally();
        assertThat(failure).isCompletedExceptionally();
        assertThat(begun).containsExactly("next");
    }

    @Test
    void doesNotRecurseForWorkThatEndsAtOnce() {
        Gate gate = new Gate(1);
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletionStage<String> opener = gate.enter("first", false, () -> first);
        AtomicInteger done = new AtomicInteger();
        AtomicInteger deepest = new AtomicInteger();
        List<CompletionStage<Integer>> results = IntStream.range(0, 20_000)
                .mapToObj(n -> gate.enter(n % 10_000, n % 7 == 0, () -> {
                    deepest.accumulateAndGet(Thread.currentThread().getStackTrace().length, Math::max);
                    return CompletableFuture.completedFuture(done.incrementAndGet());
                }))
                .toList();

        first.complete("end");

        assertThat(opener).isCompleted();
        assertThat(done).hasValue(20_000);
        assertThat(deepest).hasValueLessThan(500);
        assertThat(results).allSatisfy(result -> assertThat(result).isCompleted());
    }

    @Test
    void turnsAwayWhatWaitsWhenItIsShut() throws InterruptedException {
        Gate gate = new Gate(1);
        CompletionStage<String> inside = enter(gate, "a", false, "inside");
        CompletionStage<String> behind = enter(gate, "a", false, "behind");
        CompletionStage<String> queued = enter(gate, "b", true, "queued");

        gate.shut();
        CompletionStage<String> late = enter(gate, "c", false, "late");

        for (CompletionStage<String> turnedAway : List.of(behind, queued, late)) {
            assertThat(turnedAway).failsWithin(AT_ONCE).withThrowableThat().isInstanceOf(CancellationException.class);
        }
        gate.awaitEmpty(Duration.ofMillis(20));
        assertThat(gate.running()).as("it waits no longer than it is told to").isOne();
        new Thread(() -> end("inside")).start();
        gate.awaitEmpty(AT_ONCE);
        assertThat(gate.running()).isZero();
        assertThat(inside).succeedsWithin(AT_ONCE);
        assertThat(begun).containsExactly("inside");
    }

    private CompletionStage<String> enter(Gate gate, Object address, boolean isSlow, String name) {
        return gate.enter(address, isSlow, () -> {
            begun.add(name);
            CompletableFuture<String> end = new CompletableFuture<>();
            ends.add(end);
            return end;
        });
    }

    private void end(String name) {
        ends.get(begun.indexOf(name)).complete(name);
    }
}
