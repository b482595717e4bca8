package dev.originpull.agent.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tells a file from the one that had its name before, at the cost of one look at the file system. Links are followed, so that a
 * link that is turned to another folder shows, as Kubernetes turns {@code ..data}.
 *
 * @param file empty where there was none
 */
record FileStamp(Path path, Optional<Identity> file) {

    /**
     * The file behind the name.
     *
     * @param fileKey device and inode; null where the file system has no such thing
     */
    record Identity(long size, FileTime modified, @Nullable Object fileKey) {}

    /** The file as it is now. */
    static FileStamp of(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new FileStamp(
                    path,
                    Optional.of(new Identity(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey())));
        } catch (IOException e) {
            // Whoever reads the file says what is wrong with it.
            return new FileStamp(path, Optional.empty());
        }
    }

    boolean isStale() {
        return !equals(of(path));
    }
}
