package dev.originpull.configgen.install;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets one process at a time change this host's server. Ends with its process, however that ends. */
public final class HostLock implements AutoCloseable {
    private final FileChannel channel;

    private HostLock(FileChannel channel) {
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
        return state.resolve("lock");
    }

    /** The lock; empty where another process has it. */
    static Optional<HostLock> take(Path state) throws IOException {
        FileChannel channel = FileChannel.open(
                file(state), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            if (lock(channel) == null) {
                return Optional.empty();
            }
            HostLock lock = new HostLock(channel);
            lock.write("");
            taken = true;
            return Optional.of(lock);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    /** Lets the guard of a change know whose change this process makes. */
    void makes(String change) throws IOException {
        write(change + "\n");
    }

    private void write(String secondLine) throws IOException {
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(
                        (ProcessHandle.current().pid() + "\n" + secondLine).getBytes(StandardCharsets.US_ASCII)),
                0);
    }

    /** What the file says, whether the lock is held or not. */
    public static Optional<Holder> holder(Path state) {
        try {
            List<String> lines = Files.readAllLines(file(state), StandardCharsets.ISO_8859_1);
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Holder(lines.get(0), lines.size() > 1 ? Optional.of(lines.get(1)) : Optional.empty()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Keeps the file: deleting it would let a third process in that created it anew. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
