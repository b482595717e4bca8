package dev.originpull.configgen.run;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Runs commands of this host. */
public interface CommandRunner {
    /**
     * Runs a command and waits for its end.
     *
     * @param command word by word; no shell reads it
     * @param limit after which it is killed
     * @throws IOException where it cannot be started: there is no such program, or no right to run it
     * @throws InterruptedException where the caller is; the command has been killed
     */
    Ran run(List<String> command, Duration limit) throws IOException, InterruptedException;
}
