package dev.originpull.agent.cli;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs on the thread that waits what others hand over: judging and writing, which must not hold up the event loops that
 * measure.
 */
final class ResultLoop implements Executor {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs tasks until the stage is complete; throws as a {@link CompletionException} what it failed with. */
    void runUntil(CompletionStage<?> stage) throws InterruptedException {
        CompletableFuture<?> done = stage.toCompletableFuture();
        stage.whenComplete((value, bug) -> tasks.add(() -> {}));
        while (!done.isDone()) {
            tasks.take().run();
        }
        done.join();
    }
}
