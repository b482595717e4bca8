package dev.originpull.agent.cli;

import dev.originpull.agent.demo.DemoCertificates;
import dev.originpull.agent.demo.DemoFiles;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Where a demo's files lie: in a folder that somebody named, or in one that goes away with the demo, interrupted or not. */
final class DemoFolder implements AutoCloseable {
    private final Path path;
    private final boolean kept;
    private final Interruption interruption;

    private DemoFolder(Path path, boolean kept) {
        this.path = path;
        this.kept = kept;
        this.interruption = Interruption.on(this::remove);
    }

    /** @param keep the folder to keep, which is made where there is none */
    static DemoFolder open(Optional<Path> keep) throws CommandException {
        try {
            return keep.isPresent()
                    ? new DemoFolder(Files.createDirectories(keep.get()).toAbsolutePath(), true)
                    : new DemoFolder(Files.createTempDirectory("originpull-demo-"), false);
        } catch (FileAlreadyExistsException e) {
            throw CommandException.usage(e.getFile() + " is a file: give --keep a folder", e);
        } catch (IOException e) {
            throw refused(keep.map(Path::toString).orElse(System.getProperty("java.io.tmpdir", "/tmp")), e);
        }
    }

    /** Writes them; never over files that are there. */
    DemoFiles write(DemoCertificates certificates) throws CommandException {
        try {
            return certificates.write(path);
        } catch (FileAlreadyExistsException e) {
            throw CommandException.usage(
                    e.getFile() + " is there already, and is not overwritten: name another folder", e);
        } catch (IOException e) {
            throw refused(path.toString(), e);
        }
    }

    Path path() {
        return path;
    }

    DemoFiles files() {
        return DemoFiles.in(path);
    }

    boolean isKept() {
        return kept;
    }

    /** Removes what was written, unless it is to be kept. */
    @Override
    public void close() {
        remove();
        interruption.close();
    }

    private void remove() {
        if (kept) {
            return;
        }
        try {
            for (Path file : files().all()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LoggerFactory.getLogger(DemoFolder.class).warn("the demo's folder {} stays behind", path, e);
        }
    }

    private static CommandException refused(String folder, IOException e) {
        String why = e instanceof AccessDeniedException ? "permission denied" : e.toString();
        return CommandException.usage(
                "cannot write to " + folder + " (" + why + "): give --keep a folder that this user can write to", e);
    }
}
