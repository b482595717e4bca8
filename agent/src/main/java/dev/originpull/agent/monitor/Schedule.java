package dev.originpull.agent.monitor;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says when it is a thing's turn: each once an interval, all of them spread over it. Thread-safe.
 *
 * <p>The n-th thing has its turn at the fraction of n times the golden ratio into the interval: however many there are and however
 * many come later, no two crowd together, and nobody's turn moves when others come or go. Kept with a clock that only goes
 * forward ({@link System#nanoTime}), so that setting the machine's clock moves nothing.
 */
final class Schedule<T> implements AutoCloseable {
    private static final double GOLDEN_RATIO = 0.6180339887498949;
    /** Until things have had their first turn, they have it at least so far apart, so that a few need not wait for an interval. */
    private static final long FIRST_TURNS_APART = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier clock;
    private final long epoch;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Turn<T>> turns =
            new PriorityQueue<>((one, other) -> Long.compare(one.due - other.due, 0));
    private final Thread thread;
    private long interval;
    private long added;
    private long lastFirstTurn;
    private boolean closed;

    /** Takes its turn, on the schedule's own thread: must not block. */
    interface Taker<T> {
        /**
         * It is this one's turn.
         *
         * @param lateness how long ago it was due
         */
        void take(Slot<T> slot, Duration lateness);
    }

    /** A thing's place in the schedule. */
    static final class Slot<T> {
        private final T thing;
        private final double phase;
        /** Counts the turns that were given out: one that was given out before is void. */
        private long generation;
        /** The one that came last. */
        private long taken;

        private long due;

        private boolean removed;

        private Slot(T thing, double phase) {
            this.thing = thing;
            this.phase = phase;
        }

        T thing() {
            return thing;
        }
    }

    private record Turn<T>(Slot<T> slot, long due, long generation) {}

    Schedule(String name, Duration interval, Taker<T> taker) {
        this(name, interval, taker, System::nanoTime);
    }

    Schedule(String name, Duration interval, Taker<T> taker, LongSupplier clock) {
        this.clock = clock;
        this.epoch = clock.getAsLong();
        this.interval = interval.toNanos();
        this.lastFirstTurn = epoch - FIRST_TURNS_APART;
        this.thread = new Thread(() -> run(taker), name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Gives a new thing its place. */
    Slot<T> add(T thing) {
        lock.lock();
        try {
            double phase = added * GOLDEN_RATIO % 1;
            added++;
            Slot<T> slot = new Slot<>(thing, phase);
            turn(slot, soon(slot));
            return slot;
        } finally {
            lock.unlock();
        }
    }

    /** The next turn as if it were new; replaces what was planned. */
    void anew(Slot<T> slot) {
        lock.lock();
        try {
            turn(slot, soon(slot));
        } finally {
            lock.unlock();
        }
    }

    /** Takes a thing's place away. */
    void remove(Slot<T> slot) {
        lock.lock();
        try {
            slot.removed = true;
            slot.generation++;
        } finally {
            lock.unlock();
        }
    }

    /** The next regular turn, half an interval from now at the earliest, unless another has been planned since the last one. */
    void again(Slot<T> slot) {
        lock.lock();
        try {
            if (slot.generation == slot.taken) {
                turn(slot, regular(slot, clock.getAsLong() + interval / 2));
            }
        } finally {
            lock.unlock();
        }
    }

    /** A turn out of turn, unless one is planned that comes sooner. */
    void again(Slot<T> slot, Duration delay) {
        lock.lock();
        try {
            long due = clock.getAsLong() + delay.toNanos();
            if (slot.generation == slot.taken || due - slot.due < 0) {
                turn(slot, due);
            }
        } finally {
            lock.unlock();
        }
    }

    /** From now on turns are so far apart. Call {@link #anew} for each slot afterwards. */
    void setInterval(Duration other) {
        lock.lock();
        try {
            interval = other.toNanos();
        } finally {
            lock.unlock();
        }
    }

    private void turn(Slot<T> slot, long due) {
        if (slot.removed) {
            return;
        }
        slot.generation++;
        slot.due = due;
        turns.add(new Turn<>(slot, due, slot.generation));
        changed.signal();
    }

    private long soon(Slot<T> slot) {
        long now = clock.getAsLong();
        lastFirstTurn = Math.max(now, lastFirstTurn + FIRST_TURNS_APART);
        return Math.min(regular(slot, now), lastFirstTurn);
    }

    private long regular(Slot<T> slot, long earliest) {
        long phase = (long) (slot.phase * interval);
        long since = earliest - epoch - phase;
        return epoch + phase + Math.floorDiv(since + interval - 1, interval) * interval;
    }

    private void run(Taker<T> taker) {
        try {
            while (awaitTurn()) {
                takeDue(taker);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets everybody take their turn who is due. */
    void takeDue(Taker<T> taker) {
        for (Turn<T> turn = poll(); turn != null; turn = poll()) {
            taker.take(turn.slot, Duration.ofNanos(Math.max(0, clock.getAsLong() - turn.due)));
        }
    }

    private @Nullable Turn<T> poll() {
        lock.lock();
        try {
            dropVoid();
            Turn<T> turn = turns.peek();
            if (turn == null || closed || turn.due - clock.getAsLong() > 0) {
                return null;
            }
            turn.slot.taken = turn.generation;
            return turns.poll();
        } finally {
            lock.unlock();
        }
    }

    /** False once it is closed. */
    private boolean awaitTurn() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                dropVoid();
                Turn<T> turn = turns.peek();
                if (turn == null) {
                    changed.await();
                } else if (turn.due - clock.getAsLong() > 0) {
                    changed.awaitNanos(turn.due - clock.getAsLong());
                } else {
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void dropVoid() {
        for (Turn<T> turn = turns.peek();
                turn != null && turn.generation != turn.slot.generation;
                turn = turns.peek()) {
            turns.poll();
        }
    }

    /** Nobody's turn comes any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
