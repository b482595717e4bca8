package dev.originpull.agent.cli;

import dev.originpull.agent.cli.render.Terminal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where the program starts. */
public final class Main {
    private static final int BUFFER = 16 * 1024;

    private Main() {}

    /** Runs the program and ends the process. */
    public static void main(String[] args) {
        quietLibraries();
        Preparation preparation = Preparation.begin(args);
        StandardOutput stdout = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        PrintStream out = new PrintStream(new BufferedOutputStream(stdout, BUFFER), false, StandardCharsets.UTF_8);
        // Not buffered: a line on stderr is there at once, and whole.
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        int code = run(args, out, err, preparation::settle);
        if (stdout.failure().isPresent()) {
            err.print("originpull: cannot write to stdout (" + stdout.failure().get()
                    + "): make room, or write to another place\n");
            code = Exit.UNTOLD.code();
        }
        err.flush();
        preparation.settle();
        // Not exit: there is nothing left for shutdown hooks to do, they are for interruptions.
        Runtime.getRuntime().halt(code);
    }

    /**
     * Netty would take a machine's hardware address into the names of its channels, and warn where there is none (a container
     * without a network); nothing reads these names. SLF4J would count log lines that two threads write while it starts.
     */
    private static void quietLibraries() {
        System.getProperties().putIfAbsent("io.netty.machineId", "02:00:00:00:00:01");
        System.getProperties().putIfAbsent("slf4j.internal.verbosity", "ERROR");
    }

    /**
     * Runs a command line.
     *
     * @return the exit code, as CONTRACT.md has them
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, out, err, () -> {});
    }

    private static int run(String[] args, PrintStream out, PrintStream err, Runnable settle) {
        Console console = new Console(System.in, out, err, Terminal.of(System.getProperties(), System.getenv()));
        Failures failures = new Failures(console, Arrays.asList(args).contains("--stacktrace"));
        try {
            int code = Commands.line(console, failures, settle).execute(args);
            return out.checkError() ? Exit.PIPE_CLOSED.code() : code;
        } catch (RuntimeException | Error e) {
            return failures.bug(e);
        } finally {
            err.flush();
        }
    }
}
