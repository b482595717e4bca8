package dev.originpull.configgen.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The running server, by the file that holds its process number.
 *
 * @param pidFile empty where it is not known: then nothing is
 */
record ServerProcess(Optional<Path> pidFile) {
    /** Whether it runs; empty where that cannot be told. */
    Optional<Boolean> lives() {
        return pidFile.map(file -> handle(file).isPresent());
    }

    /** The numbers of its workers: processes that come and go with each reload. */
    Set<Long> workers() {
        return pidFile.flatMap(ServerProcess::handle).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private static Optional<ProcessHandle> handle(Path file) {
        try {
            String number = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            return number.matches("[0-9]{1,9}")
                    ? ProcessHandle.of(Long.parseLong(number)).filter(ProcessHandle::isAlive)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
