package dev.originpull.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Commands that run to their end, one at a time: the CPU of ended children is only kept as a sum. */
final class Command {
    private static final long POLL_MILLIS = 5;

    /**
     * How a command ended.
     *
     * @param cost of all its processes, start and end included
     * @param peakKib the most memory that its own process had resident, in KiB, its children left out
     */
    record Ended(int exitCode, Cost cost, long peakKib) {}

    private Command() {}

    /** Runs it and keeps what it prints, on stdout and stderr, in a file. */
    static Ended run(List<String> words, Path output) throws BenchException, InterruptedException {
        Duration before = ProcFiles.cpuOfEndedChildren();
        long began = System.nanoTime();
        Process process = start(words, output);
        long peak = 0;
        while (process.isAlive()) {
            OptionalLong seen = ProcFiles.peakResidentKib(process.pid());
            peak = Math.max(peak, seen.orElse(0));
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - began);
        Duration cpu = ProcFiles.cpuOfEndedChildren().minus(before);
        return new Ended(process.exitValue(), new Cost(1, cpu, wall), peak);
    }

    /** What it prints, on stdout and stderr, whatever its exit code. */
    static String output(List<String> words) throws BenchException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        } catch (IOException e) {
            throw notRun(words, e);
        }
    }

    static Process start(List<String> words, Path output) throws BenchException {
        try {
            return new ProcessBuilder(words)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw notRun(words, e);
        }
    }

    /** What it printed, for a message. */
    static String printed(Path output) {
        try {
            return Files.readString(output, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "(" + e.getMessage() + ")";
        }
    }

    private static BenchException notRun(List<String> words, IOException e) {
        return new BenchException("Could not run " + String.join(" ", words) + ": " + e.getMessage() + ".", e);
    }
}
