package dev.originpull.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was measured on, and with which versions. */
final class Machine {
    private static final String MODEL = "model name";

    private Machine() {}

    /** A line for the machine, and one for each program. */
    static List<String> lines() throws BenchException, InterruptedException {
        List<String> lines = new ArrayList<>();
        lines.add(Row.text(
                "machine: %s, %d cores, Linux %s, load %.1f; %s %s",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("java.vm.name"),
                System.getProperty("java.runtime.version")));
        for (Program program : Program.values()) {
            lines.add("with:    " + program.version());
        }
        return lines;
    }

    private static String processor() throws BenchException {
        Path file = Path.of("/proc/cpuinfo");
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith(MODEL))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            throw new BenchException("Could not read " + file + ": these benchmarks need Linux.", e);
        }
    }
}
