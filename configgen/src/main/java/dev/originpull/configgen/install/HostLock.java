package dev.originpull.configgen.install;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets one process at a time change this host's server, and one thread of it. Ends with its process, however that ends.
 *
 * <p>Two lines tell who holds it. They are written over in place, at their full length, so that a full disk is in nobody's way.
 */
public final class HostLock implements AutoCloseable {
    private static final String RECORD = "%-10d\n%-10s\n";

    /** Those of this process: to open and close such a file once more would give its lock up (fcntl(2)). */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private HostLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Who holds the lock, or did last.
     *
     * @param process the number of the process
     * @param change the change that it makes; empty while it makes none
     */
    public record Holder(String process, Optional<String> change) {}

    /** The file that is locked. */
    public static Path file(Path state) {
        return state.resolve("lock").toAbsolutePath().normalize();
    }

    /** The lock; empty where somebody else has it. */
    static Optional<HostLock> take(Path state) throws IOException {
        Path file = file(state);
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        Optional<HostLock> taken = Optional.empty();
        try {
            taken = open(file);
        } finally {
            if (taken.isEmpty()) {
                HELD.remove(file);
            }
        }
        taken.ifPresent(lock -> lock.note(""));
        return taken;
    }

    private static Optional<HostLock> open(Path file) throws IOException {
        // Nobody else may open it: a lock for reading would keep its owner out.
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
            return locked ? Optional.of(new HostLock(file, channel)) : Optional.empty();
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    /** Lets others know which change this process makes; where that cannot be written, its guard waits for the lock instead. */
    void note(String change) {
        byte[] record = RECORD.formatted(ProcessHandle.current().pid(), change).getBytes(StandardCharsets.US_ASCII);
        try {
            channel.write(ByteBuffer.wrap(record), 0);
        } catch (IOException diskIsFull) {
            return;
        }
    }

    /** What the file says, whether the lock is held or not. */
    public static Optional<Holder> holder(Path state) {
        if (HELD.contains(file(state))) {
            return Optional.of(new Holder(Long.toString(ProcessHandle.current().pid()), Optional.empty()));
        }
        try {
            List<String> lines = Files.readAllLines(file(state), StandardCharsets.ISO_8859_1);
            return lines.stream()
                    .findFirst()
                    .map(process -> new Holder(
                            process.strip(),
                            lines.stream()
                                    .skip(1)
                                    .map(String::strip)
                                    .filter(line -> !line.isEmpty())
                                    .findFirst()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Keeps the file: deleting it would let a third process in that created it anew. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(file);
        }
    }
}
