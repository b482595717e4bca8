package dev.originpull.agent.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Does something when the process is told to end (Ctrl-C, SIGTERM), until it is closed. The JVM then ends with 128 and the signal's
 * number, as shells have it.
 */
final class Interruption {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    static Interruption on(Runnable action) {
        Thread hook = new Thread(action, "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    /** Where the process is ending already, it does so before this returns: what the action writes is the last word. */
    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            awaitTheEnd();
        }
    }

    private static void awaitTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
