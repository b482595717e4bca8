package dev.originpull.agent.monitor.originlog;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.monitor.originlog.FileState.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A log that is followed by its name, as {@code tail -F} does: from its end at first, and from the beginning of whatever has the
 * name later. Not for use by several threads, except for {@link #state}.
 */
final class FollowedFile {
    /** Where the server goes on writing to a file that has no name any more. */
    private static final Duration KEPT_WITHOUT_A_NAME = Duration.ofMinutes(1);

    private static final int PIECE = 64 * 1024;
    /** So often it is tried to open a file before another one has its name. */
    private static final int OPENINGS = 10;

    private final Path file;
    private final Predicate<String> counted;
    private final Clock clock;
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE);
    private final LineBuffer lines = new LineBuffer();
    private @Nullable SeekableByteChannel channel;
    private @Nullable Object fileKey;
    private boolean seenBefore;
    private boolean replaced;
    private volatile FileState state;

    /** @param counted is given each line, and says whether it could be read */
    FollowedFile(Path file, Predicate<String> counted, Clock clock) {
        this.file = file;
        this.counted = counted;
        this.clock = clock;
        this.state = new FileState(file, Status.ABSENT, clock.instant(), "", 0);
    }

    FileState state() {
        return state;
    }

    /**
     * Reads what has come since, at most {@code budget} bytes of it.
     *
     * @return whether there may be more
     */
    boolean poll(long budget) {
        try {
            BasicFileAttributes named = Files.readAttributes(file, BasicFileAttributes.class);
            // A pipe, as /dev/stdout may be one in a container, would have to be read by nobody else.
            if (!named.isRegularFile()) {
                close();
                seenBefore = true;
                become(Status.UNREADABLE, "it is no regular file");
                return false;
            }
            return follow(named, budget);
        } catch (NoSuchFileException e) {
            return withoutName(budget);
        } catch (IOException e) {
            return lost(e);
        }
    }

    void close() {
        SeekableByteChannel open = channel;
        channel = null;
        replaced = false;
        if (lines.clear()) {
            unreadable();
        }
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                become(Status.UNREADABLE, String.valueOf(e.getMessage()));
            }
        }
    }

    private boolean follow(BasicFileAttributes named, long budget) throws IOException {
        SeekableByteChannel open = channel;
        boolean other = open != null && !Objects.equals(fileKey, named.fileKey());
        if (open == null) {
            open = open();
        }
        become(Status.FOLLOWING, "");
        if (!other && open.size() < open.position()) {
            open.position(0);
            if (lines.clear()) {
                unreadable();
            }
        }
        if (read(open, budget)) {
            return true;
        }
        if (other && replaced) {
            close();
            read(open(), budget);
            return true;
        }
        // One more look at the old file: servers write to it until they have opened the new one.
        replaced = other;
        return false;
    }

    private SeekableByteChannel open() throws IOException {
        SeekableByteChannel opened = openUnderItsKey();
        channel = opened;
        if (!seenBefore) {
            opened.position(opened.size());
        }
        seenBefore = true;
        return opened;
    }

    /** Rotation may put another file in its place while it is opened; under the old one's key it would be read twice. */
    private SeekableByteChannel openUnderItsKey() throws IOException {
        for (int n = 0; n < OPENINGS; n++) {
            Object before = keyNow();
            SeekableByteChannel opened = Files.newByteChannel(file);
            try {
                if (Objects.equals(before, keyNow())) {
                    fileKey = before;
                    return opened;
                }
            } catch (IOException e) {
                opened.close();
                throw e;
            }
            opened.close();
        }
        throw new IOException("it is replaced all the time");
    }

    private @Nullable Object keyNow() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** The file was renamed or removed, and nothing has its name yet. */
    private boolean withoutName(long budget) {
        seenBefore = true;
        become(Status.ABSENT, "");
        SeekableByteChannel open = channel;
        if (open == null) {
            return false;
        }
        try {
            boolean more = read(open, budget);
            if (!more && clock.instant().isAfter(state.since().plus(KEPT_WITHOUT_A_NAME))) {
                close();
            }
            return more;
        } catch (IOException e) {
            return lost(e);
        }
    }

    private boolean lost(IOException e) {
        close();
        // What is in it by the time that it can be read came unseen, some of it perhaps counted: counting begins at its
        // end.
        seenBefore = false;
        become(
                Status.UNREADABLE,
                e instanceof AccessDeniedException
                        ? "this user may not read it"
                        : Printable.of(String.valueOf(e.getMessage())));
        return false;
    }

    private boolean read(SeekableByteChannel open, long budget) throws IOException {
        long left = budget;
        while (left > 0) {
            piece.clear();
            int taken = open.read(piece);
            if (taken <= 0) {
                return false;
            }
            left -= taken;
            piece.flip();
            lines.add(
                    piece,
                    line -> {
                        if (!counted.test(line)) {
                            unreadable();
                        }
                    },
                    this::unreadable);
        }
        return true;
    }

    private void unreadable() {
        FileState now = state;
        state = new FileState(now.file(), now.status(), now.since(), now.detail(), now.unreadableLines() + 1);
    }

    private void become(Status status, String detail) {
        FileState now = state;
        if (now.status() != status || !now.detail().equals(detail)) {
            Instant since = now.status() == status ? now.since() : clock.instant();
            state = new FileState(file, status, since, detail, now.unreadableLines());
        }
    }
}
