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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets one process at a time change this host's server. Ends with its process, however that ends. */
final class HostLock implements AutoCloseable {
    private final FileChannel channel;

    private HostLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The file whose first line is the number of the process that holds the lock. */
    static Path file(Path state) {
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
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            taken = true;
            return Optional.of(new HostLock(channel));
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

    /** Who holds the lock, or did last. */
    static Optional<String> holder(Path state) {
        try {
            return Files.readString(file(state)).lines().findFirst();
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
