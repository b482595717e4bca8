package dev.originpull.agent.monitor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets work on origins begin: never two at once to one address, and so many at a time over all. Slow work and quick work have half of
 * the room each while both wait, so that neither holds up the other, and all of it while the other does not wait. First come, first
 * served otherwise. Thread-safe.
 */
final class Gate {
    private final LongSupplier nanos;
    private final Map<Object, Lane> lanes = new HashMap<>();
    private final ArrayDeque<Job<?>> quick = new ArrayDeque<>();
    private final ArrayDeque<Job<?>> slow = new ArrayDeque<>();
    private int concurrency;
    private int running;
    private int runningSlow;
    /** Whether the last one that was let in is slow: with room for one only, they take turns. */
    private boolean slowCameLast;
    /** When work was last let in, by {@link #nanos}. */
    private long admittedAt;

    private boolean shut;
    /** Whether a thread is letting in: it goes on until nobody may come in any more. */
    private boolean admitting;

    /** @param concurrency how much is worked on at a time, 1 or more */
    Gate(int concurrency) {
        this(concurrency, System::nanoTime);
    }

    /** @param nanos a clock that only goes forward, in nanoseconds */
    Gate(int concurrency, LongSupplier nanos) {
        this.concurrency = concurrency;
        this.nanos = nanos;
        this.admittedAt = nanos.getAsLong();
    }

    /** An address: one job of it is at work or in a queue, the others wait behind that one. */
    private static final class Lane {
        private final ArrayDeque<Job<?>> behind = new ArrayDeque<>(0);
        private boolean atWork;
        private long began;
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
                try {
                    leave(this);
                } finally {
                    if (trouble == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(trouble);
                    }
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
            Lane lane = lanes.get(address);
            if (lane == null) {
                lanes.put(address, new Lane());
                queueOf(job).add(job);
            } else {
                lane.behind.add(job);
            }
        }
        letIn();
        return job.result;
    }

    /**
     * Whether what waits for this address will have its turn: the one at work there has not been at it for longer than this, and where
     * none is, others have been let in lately.
     */
    synchronized boolean isMoving(Object address, Duration longestWork) {
        Lane lane = lanes.get(address);
        long since = lane != null && lane.atWork ? lane.began : admittedAt;
        return nanos.getAsLong() - since <= longestWork.toNanos();
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
            lanes.values().forEach(lane -> {
                turnedAway.addAll(lane.behind);
                lane.behind.clear();
            });
            quick.clear();
            slow.clear();
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
                + lanes.values().stream().mapToInt(lane -> lane.behind.size()).sum();
    }

    private void leave(Job<?> job) {
        synchronized (this) {
            running--;
            notifyAll();
            runningSlow -= job.isSlow ? 1 : 0;
            Lane lane = Objects.requireNonNull(lanes.get(job.address), "who is at work has a lane");
            lane.atWork = false;
            Job<?> next = lane.behind.poll();
            if (next == null) {
                lanes.remove(job.address);
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
        boolean finished = false;
        try {
            for (Job<?> job = admit(); job != null; job = admit()) {
                job.run();
            }
            finished = true;
        } finally {
            // Thrown out of the loop, by a machine without memory say, nobody would ever be let in again.
            if (!finished) {
                synchronized (this) {
                    admitting = false;
                }
            }
        }
    }

    private synchronized @Nullable Job<?> admit() {
        Job<?> job = next();
        if (job == null) {
            admitting = false;
        } else {
            Lane lane = Objects.requireNonNull(lanes.get(job.address), "who is let in has a lane");
            admittedAt = nanos.getAsLong();
            lane.atWork = true;
            lane.began = admittedAt;
            slowCameLast = job.isSlow;
            running++;
            runningSlow += job.isSlow ? 1 : 0;
        }
        return job;
    }

    private @Nullable Job<?> next() {
        if (running >= concurrency) {
            return null;
        }
        boolean slowHasRoom = concurrency == 1 ? !slowCameLast : runningSlow < concurrency / 2;
        Job<?> first = slowHasRoom ? slow.poll() : quick.poll();
        return first != null ? first : slowHasRoom ? quick.poll() : slow.poll();
    }

    private ArrayDeque<Job<?>> queueOf(Job<?> job) {
        return job.isSlow ? slow : quick;
    }
}
