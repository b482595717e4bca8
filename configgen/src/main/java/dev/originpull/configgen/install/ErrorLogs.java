package dev.originpull.configgen.install;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server has written to its error logs since a moment. A log that is not there, or cannot be read, says nothing.
 *
 * <p>NGINX writes {@code [emerg]}, Apache {@code [core:emerg]}. What a single client or connection caused is none of the
 * configuration's, nor is what a process says that does not run by it: an old worker, or another server with the same log.
 */
final class ErrorLogs {
    private static final Pattern FAILURE = Pattern.compile("\\[(?:[a-z0-9_]+:)?(?:emerg|alert|crit)]");
    /** NGINX numbers connections: {@code 17#17: *99 open socket}. */
    private static final Pattern OF_A_CLIENT = Pattern.compile("client: |\\[client |\\d#\\d+: \\*\\d+ ");

    /** Who wrote a line. */
    private static final Pattern WRITER = Pattern.compile("(?:\\[pid |\\] )(\\d+)(?:[:\\]]|#\\d+: )");
    /** What the master says of one of its workers. */
    private static final Pattern ENDED = Pattern.compile("process (\\d+) exited|child pid (\\d+) exit");
    /** In bytes; a reload writes some hundred. */
    private static final int MOST = 1 << 20;

    private final Map<Path, Long> sizes = new LinkedHashMap<>();
    private final ServerProcess process;
    private final Optional<Long> master;
    private final Set<Long> old;

    /**
     * From now on.
     *
     * @param process the server before it reads anything; where it is not known, every line counts
     */
    ErrorLogs(List<Path> logs, ServerProcess process) {
        this.process = process;
        this.master = process.number();
        this.old = process.workers();
        for (Path log : logs) {
            sizes.put(log, size(log));
        }
    }

    /** The lines that tell of a failure of the server itself, without what stands before the severity. */
    List<String> failures() {
        return sizes.entrySet().stream()
                .flatMap(log -> since(log.getKey(), log.getValue()).lines())
                .filter(line -> FAILURE.matcher(line).find())
                .filter(line -> !OF_A_CLIENT.matcher(line).find())
                .filter(this::isOurs)
                .map(String::strip)
                .distinct()
                .toList();
    }

    private boolean isOurs(String line) {
        if (master.isEmpty()) {
            return true;
        }
        Matcher ended = ENDED.matcher(line);
        if (ended.find()) {
            String worker = ended.group(1) == null ? ended.group(2) : ended.group(1);
            if (old.stream().map(String::valueOf).anyMatch(worker::equals)) {
                return false;
            }
        }
        Matcher writer = WRITER.matcher(line);
        if (!writer.find()) {
            return true;
        }
        String pid = writer.group(1);
        return pid.equals(master.get().toString())
                || process.workers().stream()
                        .filter(worker -> !old.contains(worker))
                        .map(String::valueOf)
                        .anyMatch(pid::equals);
    }

    /** Whether there is a log that tells something. */
    boolean isReadable() {
        return sizes.keySet().stream().anyMatch(log -> Files.isRegularFile(log) && Files.isReadable(log));
    }

    private static long size(Path log) {
        try {
            return Files.isRegularFile(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static String since(Path log, long size) {
        if (!Files.isRegularFile(log)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = file.length() < size ? 0 : size;
            byte[] bytes = new byte[(int) Math.min(MOST, file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
