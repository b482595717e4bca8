package dev.originpull.agent.cli;

import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * What the process is told by signals: SIGHUP to read its configuration again, SIGTERM and SIGINT to end. Taken instead of left to the
 * JVM, which would end with 143 at once.
 */
final class Signals {
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Runnable reload = () -> {};

    private Signals() {}

    /** From now on this process takes these signals. */
    static Signals taken() {
        Signals signals = new Signals();
        register("TERM", () -> signals.end("TERM"));
        register("INT", () -> signals.end("INT"));
        register("HUP", () -> signals.reload.run());
        return signals;
    }

    /** By JLine, which knows how without the compiler's warning about the JDK's own class. */
    private static void register(String signal, Runnable action) {
        org.jline.utils.Signals.register(signal, action);
    }

    void onReload(Runnable action) {
        reload = action;
    }

    void awaitEnd() throws InterruptedException {
        end.await();
    }

    private void end(String name) {
        LoggerFactory.getLogger(Signals.class).info("SIG{}: ending", name);
        end.countDown();
    }
}
