package dev.originpull.configgen.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file that a running server keeps its process number in. */
public record PidFile(Path path) {
    /** The server's process; empty where the file is not there, holds no number, or that of a process that has ended. */
    public Optional<ProcessHandle> process() {
        try {
            String number = Files.readString(path, StandardCharsets.ISO_8859_1).strip();
            return number.matches("[0-9]{1,9}")
                    ? ProcessHandle.of(Long.parseLong(number)).filter(ProcessHandle::isAlive)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
