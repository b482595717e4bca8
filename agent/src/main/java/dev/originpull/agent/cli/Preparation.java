package dev.originpull.agent.cli;

import dev.originpull.agent.probe.NativeLibraries;
import dev.originpull.agent.probe.NettyProber;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Loads the native libraries: on a thread next to the one that reads the command line, for commands that open connections. */
final class Preparation {
    private static final Set<String> PROBING = Set.of("probe", "demo", "apply", "enforce", "rollback", "status");
    /** A machine that takes longer has other troubles. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Thread thread = new Thread(NettyProber::prepare, "prepare");

    private Preparation() {
        thread.setDaemon(true);
        // The next user of the library meets the same trouble and reports it.
        thread.setUncaughtExceptionHandler((failed, trouble) -> {});
    }

    static Preparation begin(String[] args) {
        Preparation preparation = new Preparation();
        if (args.length > 0 && PROBING.contains(args[0])) {
            preparation.thread.start();
        }
        return preparation;
    }

    /** For commands that make no sense without TLS: ends them before they do anything. */
    static void requireTls() throws CommandException {
        Optional<String> obstacle = NativeLibraries.obstacle();
        if (obstacle.isPresent()) {
            throw CommandException.usage(obstacle.get());
        }
    }

    /**
     * Waits until it is over: a process that ended earlier would leave a half unpacked library behind in the folder for temporary
     * files, and a logger that is still being set up cannot be turned up.
     */
    void settle() {
        try {
            thread.join(LONGEST.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
