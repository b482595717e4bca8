package dev.originpull.agent.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.probe.Lanes;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Verdict;
import dev.originpull.configgen.catalog.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads at once, each with a seed of its own, at what the agent's threads share. */
class StressTest {
    private static final int THREADS = 8;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    /** Ends work on threads that did not begin it, as event loops do. */
    private final ExecutorService loops = Executors.newFixedThreadPool(3);

    @AfterEach
    void end() {
        threads.shutdownNow();
        loops.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void gateLetsEachInOnceAndNeverTwoToAnAddress(long seed) throws Exception {
        int each = 4_000;
        Gate gate = new Gate(5);
        Map<Integer, AtomicInteger> atWork = new ConcurrentHashMap<>();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<CompletionStage<?>> results = new ConcurrentLinkedQueue<>();

        together(thread -> {
            Random random = new Random(seed * 100 + thread);
            for (int n = 0; n < each; n++) {
                int address = random.nextInt(40);
                int kind = random.nextInt(20);
                if (kind == 7) {
                    gate.setConcurrency(1 + random.nextInt(9));
                }
                results.add(gate.enter(address, random.nextBoolean(), () -> {
                    AtomicInteger here = atWork.computeIfAbsent(address, any -> new AtomicInteger());
                    if (here.incrementAndGet() > 1) {
                        faults.add("two at " + address);
                    }
                    if (running.incrementAndGet() > 9) {
                        faults.add("more than there is room for");
                    }
                    Runnable leave = () -> {
                        here.decrementAndGet();
                        running.decrementAndGet();
                        done.incrementAndGet();
                    };
                    if (kind < 5) {
                        leave.run();
                        return CompletableFuture.<Void>completedFuture(null);
                    }
                    if (kind == 5) {
                        leave.run();
                        throw new IllegalStateException("a bug");
                    }
                    return CompletableFuture.runAsync(leave, loops);
                }));
            }
        });

        for (CompletionStage<?> result : results) {
            result.toCompletableFuture().handle((value, trouble) -> true).get(60, TimeUnit.SECONDS);
        }
        assertThat(faults).isEmpty();
        assertThat(done).hasValue(THREADS * each);
        assertThat(gate.running()).isZero();
        assertThat(gate.waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void gateEndsEverythingThatWaitsWhenItIsShutMeanwhile(long seed) throws Exception {
        Gate gate = new Gate(3);
        ConcurrentLinkedQueue<CompletionStage<?>> results = new ConcurrentLinkedQueue<>();

        together(thread -> {
            Random random = new Random(seed * 100 + thread);
            for (int n = 0; n < 2_000; n++) {
                if (thread == 0 && n == 1_000) {
                    gate.shut();
                }
                results.add(gate.enter(
                        random.nextInt(30), random.nextBoolean(), () -> CompletableFuture.runAsync(() -> {}, loops)));
            }
        });

        for (CompletionStage<?> result : results) {
            result.toCompletableFuture().handle((value, trouble) -> true).get(60, TimeUnit.SECONDS);
        }
        gate.awaitEmpty(LONG);
        assertThat(gate.running()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void scheduleGivesEveryoneATurnAndNobodyTwoAtOnce(long seed) throws Exception {
        Map<Integer, AtomicInteger> taken = new ConcurrentHashMap<>();
        AtomicLong nanos = new AtomicLong();
        Schedule.Taker<Integer> taker = (slot, late) ->
                taken.computeIfAbsent(slot.thing(), any -> new AtomicInteger()).incrementAndGet();
        Schedule<Integer> schedule = new Schedule<>("stress", Duration.ofSeconds(1), taker, nanos::get);
        Map<Integer, Schedule.Slot<Integer>> slots = new ConcurrentHashMap<>();
        ConcurrentLinkedQueue<Integer> removed = new ConcurrentLinkedQueue<>();

        together(thread -> {
            Random random = new Random(seed * 100 + thread);
            for (int n = 0; n < 2_000; n++) {
                int mine = thread * 10_000 + n;
                slots.put(mine, schedule.add(mine));
                Schedule.Slot<Integer> some =
                        Objects.requireNonNull(slots.get(thread * 10_000 + random.nextInt(n + 1)));
                switch (random.nextInt(6)) {
                    case 0 -> schedule.again(some);
                    case 1 -> schedule.again(some, Duration.ofMillis(random.nextInt(500)));
                    case 2 -> schedule.anew(some);
                    case 3 -> {
                        schedule.remove(some);
                        removed.add(some.thing());
                    }
                    case 4 -> nanos.addAndGet(1_000_000);
                    default -> schedule.takeDue(taker);
                }
            }
        });
        removed.forEach(slots::remove);
        taken.clear();
        slots.values().forEach(schedule::anew);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        schedule.takeDue(taker);

        assertThat(taken.keySet()).as("all that are left, and no others").isEqualTo(slots.keySet());
        assertThat(taken.values()).allMatch(times -> times.get() == 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 9})
    void watchedIsReadWholeWhileItChanges(long seed) throws Exception {
        Watch required = Looks.watch("app.example.com", "192.0.2.1:443");
        Watch optional = Looks.expecting(required, Optional.of(Stage.OPTIONAL));
        Watched watched = new Watched(required);
        ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
        AtomicInteger changed = new AtomicInteger();

        together(thread -> {
            Random random = new Random(seed * 100 + thread);
            for (int n = 0; n < 5_000; n++) {
                switch (thread % 4) {
                    case 0 -> {
                        Watch seenFor = watched.watch();
                        Look look = random.nextBoolean() ? Looks.required(n) : Looks.optional(n);
                        Watched.Taken taken = watched.take(seenFor, look);
                        changed.addAndGet(taken.effect() == Watched.Effect.CHANGED ? 1 : 0);
                        if (taken.before().isPresent() != (taken.effect() == Watched.Effect.CHANGED)) {
                            faults.add("what was before is told with a change, and with nothing else");
                        }
                    }
                    case 1 -> watched.watchFor(random.nextBoolean() ? required : optional);
                    case 2 -> {
                        Standing standing = watched.standing(Freshness.CURRENT);
                        if (standing.look()
                                .map(Look::mode)
                                .filter(Mode.UNREACHABLE::equals)
                                .isPresent()) {
                            faults.add("a look that nobody took");
                        }
                        if (standing.history().size() > Standing.MOST_CHANGES) {
                            faults.add("too long a history");
                        }
                    }
                    default -> {
                        watched.turnBegins();
                        watched.isProbedWithin(LONG);
                        watched.turnEnds();
                    }
                }
            }
        });

        assertThat(faults).isEmpty();
        assertThat(watched.isInTurn()).isFalse();
        watched.watchFor(Looks.expecting(required, Optional.empty()));
        watched.watchFor(required);
        assertThat(watched.take(required, Looks.look(Mode.REQUIRED, Verdict.PASS, 1))
                        .effect())
                .isEqualTo(Watched.Effect.FIRST);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11})
    void lanesDoEachItemOnceInItsOrder(long seed) throws Exception {
        Random random = new Random(seed);
        List<Integer> items = IntStream.range(0, 20_000).boxed().toList();
        int[] kinds = random.ints(items.size(), 0, 10).toArray();
        Map<Integer, List<Integer>> byLane = new ConcurrentHashMap<>();
        Map<Integer, AtomicInteger> inLane = new ConcurrentHashMap<>();
        AtomicInteger busy = new AtomicInteger();
        ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();

        CompletionStage<Void> done = Lanes.run(items, item -> item % 97, 6, item -> {
            int lane = item % 97;
            if (inLane.computeIfAbsent(lane, any -> new AtomicInteger()).incrementAndGet() > 1) {
                faults.add("two in lane " + lane);
            }
            if (busy.incrementAndGet() > 6) {
                faults.add("too many lanes at a time");
            }
            byLane.computeIfAbsent(lane, any -> new ArrayList<>()).add(item);
            Runnable end = () -> {
                busy.decrementAndGet();
                Objects.requireNonNull(inLane.get(lane)).decrementAndGet();
            };
            if (kinds[item] < 5) {
                end.run();
                return CompletableFuture.completedFuture(null);
            }
            return CompletableFuture.runAsync(end, loops);
        });

        done.toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(faults).isEmpty();
        assertThat(byLane.values().stream().mapToInt(List::size).sum()).isEqualTo(items.size());
        assertThat(byLane.values()).allSatisfy(lane -> assertThat(lane).isSorted());
    }

    private void together(IntConsumer work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> all = new ArrayList<>();
        for (int n = 0; n < THREADS; n++) {
            int thread = n;
            all.add(threads.submit(() -> {
                start.await();
                work.accept(thread);
                return null;
            }));
        }
        start.countDown();
        for (Future<?> each : all) {
            each.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
