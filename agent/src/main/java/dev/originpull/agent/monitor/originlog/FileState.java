package dev.originpull.agent.monitor.originlog;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * How it goes with a log.
 *
 * @param since when it came to be so
 * @param detail why it is unreadable, for people; empty otherwise
 * @param unreadableLines how many were too long, cut off, or in another format, since the start
 */
public record FileState(Path file, Status status, Instant since, String detail, long unreadableLines) {
    /** What is being done about a file. */
    public enum Status {
        FOLLOWING,
        /** There is no such file; it is read from its beginning once there is. */
        ABSENT,
        UNREADABLE;

        /** As in metrics and on pages: {@code following}, {@code absent}, {@code unreadable}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
