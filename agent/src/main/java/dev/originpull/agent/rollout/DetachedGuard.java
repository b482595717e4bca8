package dev.originpull.agent.rollout;

import dev.originpull.configgen.install.Guard;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process in a session of its own (setsid(1)) that sleeps: what ends this process, its group or its terminal does not end it. */
record DetachedGuard(GuardCommand command, Duration after) implements Guard {
    @Override
    public Armed arm(String change, Duration proof) throws IOException {
        long seconds = after.plus(proof).toSeconds();
        List<String> words =
                new ArrayList<>(List.of("setsid", "sh", "-c", "sleep \"$0\" && exec \"$@\"", Long.toString(seconds)));
        words.addAll(command.of(change));
        // setsid has a parent of its own group, so it becomes the shell without another fork: its number is the
        // session's.
        Process process = new ProcessBuilder(words)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Armed() {
            @Override
            public String description() {
                return "process " + process.pid() + ", in " + seconds + " s";
            }

            @Override
            public void disarm() {
                // The shell first, which waits for its sleep.
                List<ProcessHandle> sleepers = process.descendants().toList();
                process.destroyForcibly();
                sleepers.forEach(ProcessHandle::destroyForcibly);
            }
        };
    }
}
