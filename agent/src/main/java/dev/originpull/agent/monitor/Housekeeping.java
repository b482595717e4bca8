package dev.originpull.agent.monitor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread for one kind of the agent's background work: nothing of a kind happens twice at a time, and what does not answer (a file
 * system, a name server) holds up its own kind only.
 */
final class Housekeeping implements AutoCloseable {
    /** So often a thread that is free says so. */
    private static final Duration BEAT = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final ScheduledThreadPoolExecutor thread;
    private final Clock clock;
    private volatile Instant lastRun;

    /** @param name of the thread */
    Housekeeping(String name, Clock clock) {
        this.clock = clock;
        this.lastRun = clock.instant();
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        every(BEAT, () -> {});
    }

    /** When its last task ended; a few seconds ago at most, unless it waits for something. */
    Instant lastRun() {
        return lastRun;
    }

    /** A chore that can be called off while it waits for something. */
    interface Chore {
        void run() throws InterruptedException;
    }

    /** Does a chore again and again, so long after it ended. A bug in it is told, and does not end the others. */
    void every(Duration pause, Chore chore) {
        thread.scheduleWithFixedDelay(() -> guarded(chore), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does something soon; fails with a {@link CancellationException} once it is closed. */
    <T> CompletableFuture<T> soon(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return task.get();
                        } finally {
                            lastRun = clock.instant();
                        }
                    },
                    thread);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedFuture(new CancellationException("the agent ends"));
        }
    }

    /** Does something after a while. */
    void later(Duration delay, Chore task) {
        try {
            thread.schedule(() -> guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("the agent ends: nothing is done later");
        }
    }

    private void guarded(Chore chore) {
        try {
            chore.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error bug) {
            // A machine without room for another thread, say: the next time there may be some. Thrown on, the executor
            // would never run the chore again, and nobody would know.
            LOG.error("a bug in originpull: housekeeping goes on without this", bug);
        } finally {
            lastRun = clock.instant();
        }
    }

    /** Begins nothing any more. */
    void shut() {
        thread.shutdown();
    }

    @Override
    public void close() {
        shut();
        try {
            // A file that is being written is better written to its end.
            if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
