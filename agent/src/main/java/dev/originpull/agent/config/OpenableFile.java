package dev.originpull.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Files that can be opened without waiting: to open a pipe that no one writes to would wait for ever. */
public final class OpenableFile {
    private OpenableFile() {}

    /**
     * Whether it is a pipe, a device or a socket by a name of its own. What the shell passes as {@code /dev/stdin} or
     * {@code <(command)} is an open descriptor with a writer.
     *
     * @throws IOException also where there is no such file
     */
    public static boolean isSpecial(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.isOther() && !isDescriptor(file);
    }

    private static boolean isDescriptor(Path file) {
        String name = file.toAbsolutePath().normalize().toString();
        return name.equals("/dev/stdin") || name.startsWith("/dev/fd/") || name.startsWith("/proc/self/fd/");
    }
}
