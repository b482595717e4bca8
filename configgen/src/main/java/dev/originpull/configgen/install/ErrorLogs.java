package dev.originpull.configgen.install;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a server has written to its error logs since a moment. A log that is not there, or cannot be read, says nothing.
 *
 * <p>NGINX writes {@code [emerg]}, Apache {@code [core:emerg]}. What a single client caused is none of the configuration's.
 */
final class ErrorLogs {
    private static final Pattern FAILURE = Pattern.compile("\\[(?:[a-z0-9_]+:)?(?:emerg|alert|crit)]");
    private static final Pattern OF_A_CLIENT = Pattern.compile("client: |\\[client ");
    /** In bytes; a reload writes some hundred. */
    private static final int MOST = 1 << 20;

    private final Map<Path, Long> sizes = new LinkedHashMap<>();

    /** From now on. */
    ErrorLogs(List<Path> logs) {
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
                .map(String::strip)
                .distinct()
                .toList();
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
