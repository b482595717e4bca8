package dev.originpull.agent.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jline.utils.Signals;

/**
 * While it is open, Ctrl-C, SIGTERM and SIGHUP interrupt the thread that opened it instead of ending the process: what was begun can be
 * taken back.
 */
final class BreakOff implements AutoCloseable {
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    private final Map<String, Object> before = new HashMap<>();
    private volatile boolean happened;

    private BreakOff() {}

    static BreakOff onThisThread() {
        BreakOff breakOff = new BreakOff();
        Thread thread = Thread.currentThread();
        for (String signal : SIGNALS) {
            Object old = Signals.register(signal, () -> {
                breakOff.happened = true;
                thread.interrupt();
            });
            if (old != null) {
                breakOff.before.put(signal, old);
            }
        }
        return breakOff;
    }

    /** Whether a signal has come. */
    boolean happened() {
        return happened;
    }

    @Override
    public void close() {
        before.forEach(Signals::unregister);
    }
}
