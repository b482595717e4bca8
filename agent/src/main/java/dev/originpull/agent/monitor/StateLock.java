package dev.originpull.agent.monitor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second agent from the same state file: each would overwrite what the other kept. The lock is on a file next to it, as the state
 * file itself is replaced at each writing, and ends with the process.
 */
public final class StateLock implements AutoCloseable {
    private static final int LONGEST_PID = 20;
    private static final Logger LOG = LoggerFactory.getLogger(StateLock.class);

    private final Optional<FileChannel> channel;

    private StateLock(Optional<FileChannel> channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of a state file. Where it cannot be made, in a folder that is read-only or missing, there is none: nothing can be
     * written there either, and the agent says so when it tries.
     *
     * @throws IOException where another agent has it
     */
    public static StateLock take(Optional<Path> stateFile) throws IOException {
        if (stateFile.isEmpty()) {
            return new StateLock(Optional.empty());
        }
        Path file = stateFile.get().resolveSibling(stateFile.get().getFileName() + ".lock");
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            LOG.debug("{} cannot be opened, so nothing keeps a second agent from the state file", file, e);
            return new StateLock(Optional.empty());
        }
        if (lock(channel).isEmpty()) {
            String owner = owner(channel);
            channel.close();
            throw new IOException("the state file " + stateFile.get() + " is in use by another originpull agent" + owner
                    + ": end that one, or give this one another state-file");
        }
        sign(channel);
        return new StateLock(Optional.of(channel));
    }

    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException sameProcess) {
            return Optional.empty();
        }
    }

    /** Writes whose it is. On a full disk the lock stays without a name: it holds all the same. */
    private static void sign(FileChannel channel) {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            LOG.debug("the lock of the state file names no process", e);
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(LONGEST_PID);
        channel.read(pid, 0);
        String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).trim();
        return text.matches("[0-9]+") ? " (process " + text + ")" : "";
    }

    @Override
    public void close() {
        if (channel.isPresent()) {
            try {
                channel.get().close();
            } catch (IOException e) {
                LOG.debug("the lock of the state file ends with the process", e);
            }
        }
    }
}
