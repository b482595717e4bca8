package dev.originpull.agent.web;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one after the other on some thread of a pool. Refuses those that would have to wait behind too many. Thread-safe. */
final class Lane implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Executor pool;
    private final int mostWaiting;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    Lane(Executor pool, int mostWaiting) {
        this.pool = pool;
        this.mostWaiting = mostWaiting;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (waiting.size() >= mostWaiting) {
                throw new RejectedExecutionException(mostWaiting + " tasks are waiting");
            }
            waiting.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            pool.execute(this::run);
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                running = false;
                waiting.remove(task);
            }
            throw e;
        }
    }

    private void run() {
        Runnable task = next();
        while (task != null) {
            try {
                task.run();
            } catch (RuntimeException bug) {
                // Or nobody behind it would ever have a turn.
                LOG.error("A task of the web server failed.", bug);
            }
            task = next();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = waiting.poll();
        running = task != null;
        return task;
    }
}
