package dev.originpull.agent.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What the process is told by signals: SIGHUP to read its configuration again, SIGTERM and SIGINT to end. Taken instead of left to the
 * JVM, which would end with 143 at once.
 */
final class Signals {
    private final CountDownLatch end = new CountDownLatch(1);
    private @Nullable Runnable reload;
    private boolean reloadWanted;

    private Signals() {}

    /** From now on this process takes these signals. */
    static Signals taken() {
        Signals signals = new Signals();
        register("TERM", () -> signals.end("TERM"));
        register("INT", () -> signals.end("INT"));
        register("HUP", signals::wantReload);
        return signals;
    }

    /**
     * Whether SIGHUP does nothing, as for a process that was started by nohup: Java leaves a signal alone that was ignored before its
     * start. False where the system does not say.
     */
    static boolean isReloadIgnored() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) == 1);
        } catch (IOException | UncheckedIOException | NumberFormatException e) {
            return false;
        }
    }

    /** By JLine, which knows how without the compiler's warning about the JDK's own class. */
    private static void register(String signal, Runnable action) {
        org.jline.utils.Signals.register(signal, action);
    }

    /** What SIGHUP does; one that came before this is not lost. */
    synchronized void onReload(Runnable action) {
        reload = action;
        if (reloadWanted) {
            action.run();
        }
    }

    private synchronized void wantReload() {
        if (reload == null) {
            reloadWanted = true;
        } else {
            reload.run();
        }
    }

    void awaitEnd() throws InterruptedException {
        end.await();
    }

    private void end(String name) {
        LoggerFactory.getLogger(Signals.class).info("SIG{}: ending", name);
        end.countDown();
    }
}
