package dev.originpull.configgen.locate;

import dev.originpull.configgen.run.PidFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a running server last took up its configuration, told from outside. Rather too late than too early: a file that was not
 * loaded may be overlooked, none is named that was.
 *
 * @param at when, or a little later
 */
public record LastLoad(Instant at) {
    /** Linux tells the moment of its own start in whole seconds, and a process' start from there (proc(5)). */
    private static final Duration UNSURE = Duration.ofSeconds(1);

    /**
     * By the youngest of the processes that the server starts anew for each configuration; it leaves its file of the process number
     * as it is. The oldest would tell more where one of them has died since, and would lie where one that is to end has not heard of it.
     *
     * @param title what their titles begin with, as in {@code /proc/PID/cmdline}
     */
    public static Optional<LastLoad> byWorkers(Path pidFile, String title) {
        return new PidFile(pidFile)
                .process().stream()
                        .flatMap(ProcessHandle::children)
                        .filter(worker -> title(worker).startsWith(title))
                        .flatMap(worker -> worker.info().startInstant().stream())
                        .max(Comparator.naturalOrder())
                        .map(start -> new LastLoad(start.plus(UNSURE)));
    }

    /** By the file of the process number, of a server that writes it after each reading of its configuration. */
    public static Optional<LastLoad> byPidFile(Path pidFile) {
        return new PidFile(pidFile)
                .process()
                .flatMap(running -> modified(pidFile))
                .map(LastLoad::new);
    }

    /** The first of these files that was written since: it, or the link that it is. What cannot be looked at is passed over. */
    public Optional<Path> firstNewer(List<Path> files) {
        return files.stream()
                .filter(file -> Stream.of(modified(file), modified(file, LinkOption.NOFOLLOW_LINKS))
                        .flatMap(Optional::stream)
                        .anyMatch(at::isBefore))
                .findFirst();
    }

    private static String title(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private static Optional<Instant> modified(Path file, LinkOption... links) {
        try {
            return Optional.of(Files.getLastModifiedTime(file, links)).map(FileTime::toInstant);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
