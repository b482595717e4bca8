package dev.originpull.configgen.install;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The journal's copies of files as they were, held against what the journal notes of them before any of them is used. */
record Copies(Disk disk) {
    /**
     * Why a change must not be rolled back, a line each: a copy that is needed is missing, or is not what was copied. Without it a file
     * would be deleted, or would become something that it never was.
     */
    List<String> unusable(Journal.Noted noted) {
        List<String> lines = new ArrayList<>();
        for (JournalEntry.FileNote file : noted.entry().files()) {
            if (isNeeded(file)) {
                trouble(noted, file).ifPresent(lines::add);
            }
        }
        return lines;
    }

    private boolean isNeeded(JournalEntry.FileNote file) {
        try {
            Optional<Bytes> now = disk.read(Path.of(file.path()));
            return !now.map(Bytes::hash).equals(Optional.ofNullable(file.before()));
        } catch (IOException unreadable) {
            // It cannot be replaced either, which is reported when that fails.
            return false;
        }
    }

    private Optional<String> trouble(Journal.Noted noted, JournalEntry.FileNote file) {
        if (file.before() == null && file.copy() == null) {
            return Optional.empty();
        }
        Optional<Path> copy = noted.copy(file);
        if (copy.isEmpty() || file.before() == null) {
            return Optional.of(line(noted, file, "the journal's note of " + file.path() + " is incomplete"));
        }
        Optional<Bytes> content;
        try {
            content = disk.read(copy.get());
        } catch (IOException e) {
            return Optional.of(line(noted, file, "the copy " + copy.get() + " cannot be read (" + e + ")"));
        }
        if (content.isEmpty()) {
            return Optional.of(line(noted, file, "the copy " + copy.get() + " is missing"));
        }
        return content.get().hash().equals(file.before())
                ? Optional.empty()
                : Optional.of(
                        line(noted, file, "the copy " + copy.get() + " is not what was copied (its SHA-256 differs)"));
    }

    private static String line(Journal.Noted noted, JournalEntry.FileNote file, String what) {
        return what + ", so nothing was restored: bring it back from a backup and run originpull rollback, or restore "
                + file.path() + " by hand and move " + noted.folder() + " to another place";
    }
}
