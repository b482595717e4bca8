package dev.originpull.agent.monitor;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which the agent changes what it watches: nothing of that happens twice at a time. */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "housekeeping");
        made.setDaemon(true);
        return made;
    });

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
        thread.schedule(() -> guarded(task::run), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void guarded(Chore chore) {
        try {
            chore.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            // Thrown on, the executor would never run the chore again, and nobody would know.
            LOG.error("a bug in originpull: housekeeping goes on without this", bug);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
