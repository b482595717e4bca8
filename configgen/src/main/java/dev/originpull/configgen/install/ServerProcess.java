package dev.originpull.configgen.install;

import dev.originpull.configgen.run.PidFile;
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
        return pidFile.map(file -> new PidFile(file).process().isPresent());
    }

    /** Its number; empty where it does not run. */
    Optional<Long> number() {
        return pidFile.flatMap(file -> new PidFile(file).process()).map(ProcessHandle::pid);
    }

    /** The numbers of its workers: processes that come and go with each reload. */
    Set<Long> workers() {
        return pidFile.flatMap(file -> new PidFile(file).process()).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }
}
