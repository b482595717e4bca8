package dev.originpull.agent.probe;

import io.netty.channel.epoll.Epoll;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * BoringSSL and epoll: native code that Netty unpacks into a folder and loads from there, unless it is on
 * {@code java.library.path}. Netty tries once per process, and one folder only. This class therefore checks folders first and gives
 * Netty one that works. Thread-safe.
 */
public final class NativeLibraries {
    private static final String WORKDIR = "io.netty.native.workdir";
    /** What the larger library takes is 3 MiB. */
    private static final int ROOM = 4 * 1024 * 1024;

    private static final String WAY_OUT =
            "set ORIGINPULL_OPTS=-Djava.io.tmpdir=FOLDER with a folder that is on a file system without noexec and has "
                    + ROOM / 1024 / 1024 + " MiB free";

    private NativeLibraries() {}

    /** Loads them, the first time that it is called. */
    private static final class Loaded {
        static final Optional<String> OBSTACLE = loadOrSayWhy();
    }

    /** Why BoringSSL cannot be loaded on this machine and what to do, in one line; empty when it is loaded. */
    public static Optional<String> obstacle() {
        return Loaded.OBSTACLE;
    }

    /** An error here would come back to every later caller as another one, which says nothing. */
    private static Optional<String> loadOrSayWhy() {
        try {
            return load();
        } catch (LinkageError e) {
            // The program's own archives cannot be opened any more, or are not all there.
            return Optional.of(
                    "cannot load BoringSSL: " + e + ": raise the limit of file descriptors (ulimit -n), which is low,"
                            + " or install originpull again");
        }
    }

    private static Optional<String> load() {
        List<String> unusable = new ArrayList<>();
        if (System.getProperty(WORKDIR) == null) {
            folder(candidates(System.getProperties(), System.getenv()), unusable)
                    .ifPresent(folder -> System.setProperty(WORKDIR, folder.toString()));
        }
        if (!OpenSsl.isAvailable()) {
            return Optional.of(obstacle(unusable, OpenSsl.unavailabilityCause()));
        }
        Epoll.isAvailable();
        return Optional.empty();
    }

    /** Folders that may hold a library for a moment: the one for temporary files, then those that this program writes to anyway. */
    static Set<Path> candidates(Properties properties, Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        String cache = environment.getOrDefault("XDG_CACHE_HOME", home.isEmpty() ? "" : home + "/.cache");
        String program = properties.getProperty("originpull.home", "");
        Set<Path> folders = new LinkedHashSet<>();
        for (String name : List.of(
                properties.getProperty("java.io.tmpdir", "/tmp"),
                environment.getOrDefault("STATE_DIRECTORY", "").split(":", 2)[0],
                cache.isEmpty() && !home.isEmpty() ? home + "/.cache" : cache,
                program.isEmpty() ? "" : program + "/lib",
                "/var/tmp")) {
            try {
                if (!name.isEmpty()) {
                    folders.add(Path.of(name));
                }
            } catch (InvalidPathException e) {
                // A name with letters that this locale does not have: Java cannot open it.
            }
        }
        return folders;
    }

    /**
     * The first folder that works.
     *
     * @param unusable takes what keeps those before it from working
     */
    static Optional<Path> folder(Set<Path> candidates, List<String> unusable) {
        for (Path candidate : candidates) {
            Optional<String> trouble = trouble(candidate);
            if (trouble.isEmpty()) {
                return Optional.of(candidate.toAbsolutePath());
            }
            unusable.add(candidate + ": " + trouble.get());
        }
        return Optional.empty();
    }

    /** Why no library can be unpacked there and loaded: found out with a file of a library's size. */
    private static Optional<String> trouble(Path folder) {
        try {
            Path file = Files.createTempFile(folder, "originpull", ".so");
            try {
                fill(file);
                // access(2) says no to X_OK where the file system is mounted noexec, whatever the file's mode.
                return file.toFile().setExecutable(true) && Files.isExecutable(file)
                        ? Optional.empty()
                        : Optional.of("mounted noexec");
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            return Optional.of(words(e));
        }
    }

    private static void fill(Path file) throws IOException {
        byte[] part = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int written = 0; written < ROOM; written += part.length) {
                out.write(part);
            }
        }
    }

    private static String words(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such folder";
        }
        if (e instanceof AccessDeniedException) {
            return "not writable";
        }
        String said = e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(e.getMessage());
        return said.toLowerCase(Locale.ROOT);
    }

    /**
     * One line for it.
     *
     * @param unusable the folders that do not work, with what is wrong with each; none where one works and the library still fails
     */
    static String obstacle(List<String> unusable, Throwable cause) {
        String folders = String.join("; ", unusable);
        if (folders.contains("too many open files")) {
            return "cannot load BoringSSL: this machine has no file descriptor left: raise the limit (ulimit -n)";
        }
        if (!unusable.isEmpty()) {
            return "cannot load BoringSSL from any folder (" + folders + "): " + WAY_OUT;
        }
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String said = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        if (said.toLowerCase(Locale.ROOT).contains("too many open files")) {
            return "cannot load BoringSSL: this machine has no file descriptor left: raise the limit (ulimit -n)";
        }
        return "cannot load BoringSSL for " + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                + ": " + said + ": use Linux with glibc on x86_64 or aarch64; if this is one, " + WAY_OUT;
    }
}
