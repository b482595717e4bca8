package dev.originpull.configgen.install;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings files from what they were to what they shall be, so that each is the one or the other at any moment, power cuts included: a
 * new file beside the old one, forced to disk, renamed over it, the folder forced.
 *
 * <p>All new files are written before the first is renamed, so that a full disk is met while nothing has changed.
 */
final class Replacement {
    private final Disk disk;

    Replacement(Disk disk) {
        this.disk = disk;
    }

    /** A new file, for the rename that makes it the one. */
    private record Ready(Path written, Path target) {}

    /**
     * Makes the edits, in their order; none where a file is not what it was before.
     *
     * @param models where owner and mode of files come from that are not there now; beside them everybody may read
     */
    void make(List<Edit> edits, Models models) throws IOException {
        List<Ready> ready = new ArrayList<>();
        try {
            for (Edit edit : edits) {
                if (edit.after().isPresent()) {
                    ready.add(write(edit, models));
                }
            }
            for (Edit edit : edits) {
                if (!disk.read(edit.file()).equals(edit.before())) {
                    throw new IOException(edit.file() + " was edited meanwhile: try again");
                }
            }
        } catch (IOException e) {
            for (Ready each : ready) {
                disk.delete(each.written());
            }
            throw e;
        }
        for (Edit edit : edits) {
            if (edit.after().isEmpty()) {
                disk.delete(edit.file());
            }
        }
        for (Ready each : ready) {
            disk.rename(each.written(), each.target());
        }
        for (Path folder : folders(edits)) {
            disk.forceFolder(folder);
        }
    }

    /** Where the owner and the mode of a new file come from. */
    interface Models {
        /** A file like which the new one is to be; the file itself for one that everybody may read. */
        Path of(Path file);
    }

    private Ready write(Edit edit, Models models) throws IOException {
        Path target = edit.file();
        Path written = temporary(target);
        try {
            disk.create(written, edit.after().orElseThrow());
            if (disk.read(target).isPresent()) {
                disk.like(written, target);
            } else if (!models.of(target).equals(target)) {
                disk.like(written, models.of(target));
            } else {
                disk.publish(written);
            }
            disk.force(written);
            return new Ready(written, target);
        } catch (IOException e) {
            disk.delete(written);
            throw e;
        }
    }

    /** Begins with a dot and ends in a way that no server's pattern for configuration files fits. */
    static Path temporary(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".originpull-new");
    }

    private static Set<Path> folders(List<Edit> edits) {
        Set<Path> folders = new LinkedHashSet<>();
        for (Edit edit : edits) {
            folders.add(folder(edit.file()));
        }
        return folders;
    }

    static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }
}
