package dev.originpull.agent.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Whether a key's file keeps the key secret, and can be read at any time. */
public final class KeyFilePermissions {
    private static final Set<PosixFilePermission> EXPOSING =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private KeyFilePermissions() {}

    /**
     * A warning with its fix when group or others can read the file. Empty when they cannot, where the file system has no POSIX
     * permissions, and for what is no regular file: a pipe is gone once it is read.
     */
    public static Optional<String> warning(Path keyFile) {
        Set<PosixFilePermission> permissions;
        try {
            if (!Files.isRegularFile(keyFile)) {
                return Optional.empty();
            }
            permissions = Files.getPosixFilePermissions(keyFile);
        } catch (UnsupportedOperationException | IOException e) {
            // No POSIX, or no such file any more: reading the key says so better.
            return Optional.empty();
        }
        if (permissions.stream().noneMatch(EXPOSING::contains)) {
            return Optional.empty();
        }
        return Optional.of(OneLine.of("Other users of this machine can read the key in " + keyFile + " ("
                + PosixFilePermissions.toString(permissions) + "): `chmod 600 " + shellQuoted(keyFile.toString())
                + "`."));
    }

    /**
     * For files that are read again and again, by a process that cannot wait: what is no file may never end, or not even begin. Says
     * nothing of a file that does not exist.
     *
     * @throws CredentialException for a pipe, a socket or a device
     */
    public static void refusePipe(Path file) throws CredentialException {
        try {
            if (Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
                throw new CredentialException(
                        CredentialException.Reason.UNREADABLE,
                        file
                                + " is a pipe, a socket or a device: name a regular file, as it is read again when it changes.");
            }
        } catch (IOException e) {
            // Reading it says better what is wrong.
            return;
        }
    }

    private static String shellQuoted(String word) {
        return word.matches("[A-Za-z0-9_./@%+=:,][A-Za-z0-9_./@%+=:,-]*")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}
