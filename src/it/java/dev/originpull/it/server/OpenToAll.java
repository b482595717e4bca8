package dev.originpull.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Lets everybody walk into a test's directory; JUnit makes it for its owner alone. */
public final class OpenToAll {
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private OpenToAll() {}

    /** Lets them into this directory and those above it that the test made. */
    public static void upTo(Path directory) throws IOException {
        for (Path each = directory;
                each != null && each.startsWith(TEMPORARY) && !each.equals(TEMPORARY);
                each = each.getParent()) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(each);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(each, permissions);
        }
    }
}
