package dev.originpull.agent.monitor;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which the agent changes what it watches: nothing of that happens twice at a time. */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread made = new Thread(task, "housekeeping");
        made.setDaemon(true);
        return made;
    });

    Housekeeping() {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
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
            return CompletableFuture.supplyAsync(task, thread);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedFuture(new CancellationException("the agent ends"));
        }
    }

    /** Does something after a while. */
    void later(Duration delay, Runnable task) {
        try {
            thread.schedule(() -> guarded(task::run), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("the agent ends: nothing is done later");
        }
    }

    private static void guarded(Chore chore) {
        try {
            chore.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error bug) {
            // A machine without room for another thread, say: the next time there may be some. Thrown on, the executor
            // would never run the chore again, and nobody would know.
            LOG.error("a bug in originpull: housekeeping goes on without this", bug);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
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
