package dev.originpull.agent.probe;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Works through items in lanes: many lanes at a time, one item at a time within each. With a lane an address, no address ever
 * meets two of our connections at once.
 */
public final class Lanes<T> {
    private final Queue<Queue<T>> waiting = new ArrayDeque<>();
    private final Function<T, CompletionStage<?>> work;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int busy;

    private Lanes(Function<T, CompletionStage<?>> work) {
        this.work = work;
    }

    /**
     * Works through the items.
     *
     * @param laneOf items with equal lanes are worked on one after the other, in their order
     * @param concurrency how many lanes at a time, 1 or more
     * @param work called for each item once the one before it in its lane is done
     * @return completes when all items are done, exceptionally at the first that failed
     */
    public static <T> CompletionStage<Void> run(
            List<T> items, Function<T, ?> laneOf, int concurrency, Function<T, CompletionStage<?>> work) {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency is 1 or more: " + concurrency);
        }
        Map<Object, Queue<T>> byLane = new LinkedHashMap<>();
        items.forEach(item -> byLane.computeIfAbsent(laneOf.apply(item), lane -> new ArrayDeque<>())
                .add(item));
        Lanes<T> lanes = new Lanes<>(work);
        lanes.waiting.addAll(byLane.values());
        lanes.start(concurrency);
        return lanes.done;
    }

    private void start(int concurrency) {
        synchronized (this) {
            busy = concurrency;
        }
        for (int i = 0; i < concurrency; i++) {
            drive(new ArrayDeque<>());
        }
    }

    /** A loop, not a recursion: items that are done at once must not use up the stack. */
    private void drive(Queue<T> first) {
        Queue<T> lane = first;
        while (true) {
            T item = lane.poll();
            if (item == null) {
                Queue<T> next = nextLane();
                if (next == null) {
                    return;
                }
                lane = next;
                continue;
            }
            CompletableFuture<?> working = begin(item);
            if (!working.isDone() || working.isCompletedExceptionally()) {
                Queue<T> mine = lane;
                working.whenComplete((result, bug) -> goOn(mine, bug));
                return;
            }
        }
    }

    /** What is thrown here would be lost in a callback, and whoever waits would wait for ever. */
    private CompletableFuture<?> begin(T item) {
        try {
            return work.apply(item).toCompletableFuture();
        } catch (RuntimeException | Error bug) {
            return CompletableFuture.failedFuture(bug);
        }
    }

    private void goOn(Queue<T> lane, @Nullable Throwable bug) {
        if (bug == null) {
            drive(lane);
        } else {
            done.completeExceptionally(bug);
        }
    }

    private @Nullable Queue<T> nextLane() {
        boolean last;
        synchronized (this) {
            Queue<T> lane = waiting.poll();
            if (lane != null) {
                return lane;
            }
            busy--;
            last = busy == 0;
        }
        if (last) {
            done.complete(null);
        }
        return null;
    }
}
