package dev.originpull.configgen.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Runs commands as processes, in the C locale so that their words are those of the manuals. Thread-safe. */
public final class ProcessRunner implements CommandRunner {
    /** In bytes; the largest configurations that servers print have some megabytes. */
    private static final int MOST_OUTPUT = 64 << 20;

    /** A server that was started keeps the pipe open for as long as it lives: after so long without a word there is none left. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    @Override
    public Ran run(List<String> command, Duration limit) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Thread reader = new Thread(() -> copy(process.getInputStream(), output), "output of " + command.get(0));
        reader.setDaemon(true);
        reader.start();
        boolean ended;
        try {
            ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            kill(process);
            throw e;
        }
        if (!ended) {
            kill(process);
        }
        int heard = -1;
        while (reader.isAlive() && output.size() > heard) {
            heard = output.size();
            reader.join(LAST_WORDS.toMillis());
        }
        return new Ran(
                command,
                ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty(),
                output.toString(StandardCharsets.ISO_8859_1));
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void copy(InputStream from, ByteArrayOutputStream to) {
        byte[] chunk = new byte[8192];
        try {
            for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
                if (to.size() < MOST_OUTPUT) {
                    to.write(chunk, 0, n);
                }
            }
        } catch (IOException closed) {
            // The process was killed: what it had written until then is all there is.
            return;
        }
    }
}
