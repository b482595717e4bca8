package dev.originpull.it.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end, with nothing on its standard input. */
public record Command(
        List<String> words, Map<String, String> environment, Optional<Path> directory, Duration deadline) {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    public static Command of(String... words) {
        return new Command(List.of(words), Map.of(), Optional.empty(), DEADLINE);
    }

    public static Command of(List<String> words) {
        return new Command(words, Map.of(), Optional.empty(), DEADLINE);
    }

    /** The same with these variables set, beside those of the test run. */
    public Command with(Map<String, String> variables) {
        return new Command(words, variables, directory, deadline);
    }

    public Command in(Path workingDirectory) {
        return new Command(words, environment, Optional.of(workingDirectory), deadline);
    }

    /** The same with more time, or less. */
    public Command within(Duration time) {
        return new Command(words, environment, directory, time);
    }

    /** Runs it; throws if it has not ended at the deadline, after ending it. */
    public Finished run() {
        try {
            Path stdout = Files.createTempFile("originpull-", ".out");
            Path stderr = Files.createTempFile("originpull-", ".err");
            try {
                int exitCode = exitCode(stdout.toFile(), stderr.toFile());
                return new Finished(exitCode, text(stdout), text(stderr));
            } finally {
                Files.delete(stdout);
                Files.delete(stderr);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not run " + String.join(" ", words), e);
        }
    }

    /** Runs it; throws with its outputs if it does not exit with 0. */
    public Finished succeed() {
        Finished finished = run();
        if (finished.exitCode() != 0) {
            throw new IllegalStateException(String.join(" ", words) + ": " + finished.transcript());
        }
        return finished;
    }

    private int exitCode(File stdout, File stderr) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(stdout)
                .redirectError(stderr);
        builder.environment().putAll(environment);
        directory.ifPresent(path -> builder.directory(path.toFile()));
        Process process = builder.start();
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "Still running after " + deadline.toSeconds() + " s: " + String.join(" ", words));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + words.get(0), e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String text(Path file) throws IOException {
        // Not Files.readString: what a program prints need not be UTF-8.
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
