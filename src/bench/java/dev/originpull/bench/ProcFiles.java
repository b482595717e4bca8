package dev.originpull.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** What the kernel keeps about processes (proc(5)). */
final class ProcFiles {
    /** USER_HZ, 100 on every Linux that OpenJDK runs on: a tick is 10 ms. */
    private static final Duration TICK = Duration.ofMillis(10);

    private static final int USER = 13;
    private static final int SYSTEM = 14;
    private static final int CHILDREN_USER = 15;
    private static final int CHILDREN_SYSTEM = 16;
    private static final String PEAK = "VmHWM:";
    private static final String RESIDENT = "VmRSS:";

    private ProcFiles() {}

    /** User and system time of a process, over all of its threads, since it began. */
    static Duration cpuOf(long pid) throws BenchException {
        List<String> fields = stat(Path.of("/proc", Long.toString(pid), "stat"));
        return ticks(fields, USER, SYSTEM);
    }

    /** User and system time of our children that ended, with their own children that ended before. */
    static Duration cpuOfEndedChildren() throws BenchException {
        return ticks(stat(Path.of("/proc/self/stat")), CHILDREN_USER, CHILDREN_SYSTEM);
    }

    /** The most memory in KiB that the process had resident; empty once it has ended. */
    static OptionalLong peakResidentKib(long pid) throws BenchException {
        return kib(pid, PEAK);
    }

    /** The memory in KiB that the process has resident now; empty once it has ended. */
    static OptionalLong residentKib(long pid) throws BenchException {
        return kib(pid, RESIDENT);
    }

    private static OptionalLong kib(long pid, String heading) throws BenchException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            return Files.readAllLines(status, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith(heading))
                    .mapToLong(line -> Long.parseLong(line.substring(heading.length(), line.length() - " kB".length())
                            .strip()))
                    .findFirst();
        } catch (NoSuchFileException ended) {
            return OptionalLong.empty();
        } catch (IOException e) {
            // A process that ends while it is read: ESRCH.
            if (!Files.exists(status)) {
                return OptionalLong.empty();
            }
            throw new BenchException("Could not read " + status + ": " + e.getMessage() + ".", e);
        }
    }

    private static Duration ticks(List<String> fields, int user, int system) {
        return TICK.multipliedBy(Long.parseLong(fields.get(user)) + Long.parseLong(fields.get(system)));
    }

    /** All fields; the second, the program's name, may hold blanks and is left out with its place kept. */
    private static List<String> stat(Path file) throws BenchException {
        try {
            String line = Files.readString(file, StandardCharsets.UTF_8);
            return List.of(("0 name " + line.substring(line.lastIndexOf(')') + 2)).split(" "));
        } catch (IOException e) {
            throw new BenchException("Could not read " + file + ": has the process ended? (" + e.getMessage() + ")", e);
        }
    }
}
