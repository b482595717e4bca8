package dev.originpull.configgen.install;

import dev.originpull.configgen.run.ProcessRunner;
import dev.originpull.configgen.run.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why a file of this machine cannot be replaced by a rename, as far as that can be found out without touching anything. */
final class Obstacles {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    /** For names and the last block of each file. */
    private static final long MARGIN = 64 << 10;

    private static final int MOUNT_POINT = 4;
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");
    private static final Pattern FIXED = Pattern.compile("[^ ]*[ia][^ ]* .*");

    private Obstacles() {}

    static Optional<String> of(Path file, long bytes) throws InterruptedException {
        Path absolute = file.toAbsolutePath().normalize();
        if (mountPoints().anyMatch(absolute.toString()::equals)) {
            return Optional.of(
                    absolute + " is a mount point of its own (a bind mount, as a container's volume), so no new "
                            + "version can take its place: mount its folder instead, or move the file into one");
        }
        Path folder = existing(absolute);
        if (!Files.isDirectory(folder)) {
            return Optional.of(folder + " is no folder: move it away, or name another under 'server:'");
        }
        try {
            FileStore store = Files.getFileStore(folder);
            if (!Files.isWritable(folder)) {
                return Optional.of(
                        store.isReadOnly() || isRoot()
                                ? folder + " is on a file system that cannot be written to: mount it writable"
                                : folder + " may not be written to by this user: run it as root");
            }
            long free = store.getUsableSpace();
            if (store.getTotalSpace() > 0 && free < bytes + MARGIN) {
                return Optional.of(folder + " is on a file system with " + free + " bytes left, and " + (bytes + MARGIN)
                        + " are needed: make room there");
            }
        } catch (IOException unknown) {
            // What cannot be found out here is met when the file is written, before anything is replaced.
            return Optional.empty();
        }
        return fixed(folder, absolute);
    }

    /** What the file system refuses to change whoever asks (chattr(1)): immutable, or open to additions only. */
    private static Optional<String> fixed(Path folder, Path file) throws InterruptedException {
        for (Path each : Files.exists(file) ? List.of(folder, file) : List.of(folder)) {
            try {
                Ran attributes = new ProcessRunner().run(List.of("lsattr", "-d", "--", each.toString()), LONGEST);
                if (attributes.succeeded()
                        && FIXED.matcher(attributes.output().strip()).matches()) {
                    return Optional.of(
                            each + " must not be changed (lsattr shows i or a): `chattr -i -a " + each + "` lets it");
                }
            } catch (IOException noSuchProgram) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Path existing(Path file) {
        Path there = file;
        for (Path up = file.getParent(); up != null && !Files.exists(up); up = up.getParent()) {
            there = up;
        }
        Path parent = there.getParent();
        return parent == null ? there : parent;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name", "").equals("root");
    }

    /** By proc(5), where blanks and backslashes are octal. */
    private static Stream<String> mountPoints() {
        try {
            return Files.readString(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1)
                    .lines()
                    .map(line -> line.split(" ", -1))
                    .filter(fields -> fields.length > MOUNT_POINT)
                    .map(fields -> plain(fields[MOUNT_POINT]));
        } catch (IOException notLinux) {
            return Stream.empty();
        }
    }

    static String plain(String escaped) {
        String bytes = OCTAL.matcher(escaped)
                .replaceAll(
                        code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 8))));
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
