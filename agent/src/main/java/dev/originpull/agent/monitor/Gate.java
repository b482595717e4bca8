package dev.originpull.agent.monitor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets work on origins begin: never two at once to one address, so many at a time over all, and of those that are known to be slow
 * half as many at most, so that they cannot hold up the rest. First come, first served otherwise. Thread-safe.
 */
final class Gate {
    private final Map<Object, ArrayDeque<Job<?>>> waitingByAddress = new HashMap<>();
    private final ArrayDeque<Job<?>> quick = new ArrayDeque<>();
    private final ArrayDeque<Job<?>> slow = new ArrayDeque<>();
    private int concurrency;
    private int running;
    private int runningSlow;
    private boolean shut;
    /** Whether a thread is letting in: it goes on until nobody may come in any more. */
    private boolean admitting;

    /** @param concurrency how much is worked on at a time, 1 or more */
    Gate(int concurrency) {
        this.concurrency = concurrency;
    }

    private final class Job<T> {
        private final Object address;
        private final boolean isSlow;
        private final Supplier<CompletionStage<T>> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Job(Object address, boolean isSlow, Supplier<CompletionStage<T>> work) {
            this.address = address;
            this.isSlow = isSlow;
            this.work = work;
        }

        void run() {
            CompletionStage<T> working;
            try {
                working = work.get();
            } catch (RuntimeException | Error bug) {
                working = CompletableFuture.failedFuture(bug);
            }
            working.whenComplete((value, trouble) -> {
                leave(this);
                if (trouble == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(trouble);
                }
            });
        }
    }

    /**
     * Does some work when its turn comes.
     *
     * @param address whom it concerns
     * @param isSlow whether it is known to take long
     * @param work begins it; must not block
     */
    <T> CompletionStage<T> enter(Object address, boolean isSlow, Supplier<CompletionStage<T>> work) {
        Job<T> job = new Job<>(address, isSlow, work);
        synchronized (this) {
            if (shut) {
                return CompletableFuture.failedFuture(new CancellationException("the agent ends"));
            }
            ArrayDeque<Job<?>> others = waitingByAddress.get(address);
            if (others == null) {
                waitingByAddress.put(address, new ArrayDeque<>(0));
                queueOf(job).add(job);
            } else {
                others.add(job);
            }
        }
        letIn();
        return job.result;
    }

    void setConcurrency(int other) {
        synchronized (this) {
            concurrency = other;
        }
        letIn();
    }

    /** Lets nothing begin any more: what waits fails. */
    void shut() {
        List<Job<?>> turnedAway = new ArrayList<>();
        synchronized (this) {
            shut = true;
            turnedAway.addAll(quick);
            turnedAway.addAll(slow);
            waitingByAddress.values().forEach(turnedAway::addAll);
            quick.clear();
            slow.clear();
            waitingByAddress.clear();
        }
        turnedAway.forEach(job -> job.result.completeExceptionally(new CancellationException("the agent ends")));
    }

    /** Waits until nothing is at work, but not for longer than this. */
    synchronized void awaitEmpty(Duration limit) throws InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        for (long left = until - System.nanoTime(); running > 0 && left > 0; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** How many are at work. */
    synchronized int running() {
        return running;
    }

    /** How many wait for their turn. */
    synchronized int waiting() {
        return quick.size()
                + slow.size()
                + waitingByAddress.values().stream().mapToInt(ArrayDeque::size).sum();
    }

    private void leave(Job<?> job) {
        synchronized (this) {
            running--;
            notifyAll();
            runningSlow -= job.isSlow ? 1 : 0;
            ArrayDeque<Job<?>> others = waitingByAddress.get(job.address);
            Job<?> next = others == null ? null : others.poll();
            if (next == null) {
                waitingByAddress.remove(job.address);
            } else {
                queueOf(next).add(next);
            }
        }
        letIn();
    }

    /** By one thread at a time, and not from within itself: a long queue of work that ends at once would be a deep stack. */
    private void letIn() {
        synchronized (this) {
            if (admitting) {
                return;
            }
            admitting = true;
        }
        for (Job<?> job = admit(); job != null; job = admit()) {
            job.run();
        }
    }

    private synchronized @Nullable Job<?> admit() {
        Job<?> job = next();
        if (job == null) {
            admitting = false;
        } else {
            running++;
            runningSlow += job.isSlow ? 1 : 0;
        }
        return job;
    }

    private @Nullable Job<?> next() {
        if (running >= concurrency) {
            return null;
        }
        if (!slow.isEmpty() && runningSlow < Math.max(1, concurrency / 2) && (quick.isEmpty() || runningSlow == 0)) {
            return slow.poll();
        }
        if (!quick.isEmpty()) {
            return quick.poll();
        }
        return null;
    }

    private ArrayDeque<Job<?>> queueOf(Job<?> job) {
        return job.isSlow ? slow : quick;
    }
}
