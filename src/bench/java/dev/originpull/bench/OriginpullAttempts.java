package dev.originpull.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Our attempts, made in a JVM of their own: its compiler, collector and all count as ours. */
final class OriginpullAttempts implements Contender {
    /** As the long-running agent is meant to be started: both compilers, the collector that suits a small heap. */
    static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xms32m", "-Xmx128m", "-XX:-UsePerfData");

    private final Process process;
    private final Thread atExit;
    private final BufferedReader answers;
    private final Writer orders;

    OriginpullAttempts(KeyFiles leaf, int port, Turns turns) throws BenchException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(OPTIONS);
        words.addAll(turns.javaOptions());
        words.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                AttemptWorker.class.getName(),
                leaf.certificate().toString(),
                leaf.key().toString(),
                Integer.toString(port),
                Integer.toString(Turns.ADDRESSES),
                Integer.toString(Turns.CONCURRENCY),
                Integer.toString(Runtime.getRuntime().availableProcessors())));
        try {
            process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new BenchException("Could not run " + words.get(0) + ": " + e.getMessage() + ".", e);
        }
        atExit = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(atExit);
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    @Override
    public Cost run(int attempts) throws BenchException {
        Duration before = ProcFiles.cpuOf(process.pid());
        long began = System.nanoTime();
        String answer = ask(attempts);
        if (!"done".equals(answer)) {
            throw new BenchException("originpull: " + answer + ".");
        }
        return new Cost(
                attempts, ProcFiles.cpuOf(process.pid()).minus(before), Duration.ofNanos(System.nanoTime() - began));
    }

    private String ask(int attempts) throws BenchException {
        try {
            orders.write(attempts + "\n");
            orders.flush();
            String answer = answers.readLine();
            return answer == null ? "the worker ended" : answer;
        } catch (IOException e) {
            throw new BenchException("The worker ended: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public boolean compiles() {
        return true;
    }

    @Override
    public void close() {
        process.destroy();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
