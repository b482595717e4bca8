package dev.originpull.configgen.install;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The few things that are done to files, each of which may be the last before the power goes. */
public interface Disk {
    /** What a file holds; empty where there is none. */
    Optional<Bytes> read(Path file) throws IOException;

    /** Creates a file that only its owner may read. Its content may be lost until it is {@link #force forced}. */
    void create(Path file, Bytes content) throws IOException;

    /** Gives a file the owner, group and mode of another. */
    void like(Path file, Path model) throws IOException;

    /** Lets everybody read a file. */
    void publish(Path file) throws IOException;

    /** Returns when the content of a file would survive a power cut. */
    void force(Path file) throws IOException;

    /** Renames a file or folder, over what is there, at once. Survives a power cut when both folders have been {@link #forceFolder forced}. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file, where it is there. */
    void delete(Path file) throws IOException;

    /** Returns when what was created, renamed and deleted in a folder would survive a power cut. */
    void forceFolder(Path folder) throws IOException;

    /** Creates a folder that everybody may read and those above it; nothing where it is there. */
    void createFolder(Path folder) throws IOException;

    /** What is in a folder, by name; nothing where it is not there. */
    List<Path> list(Path folder) throws IOException;

    /**
     * Why a file cannot be replaced, or created, by one of so many bytes: what, why and what to do. Touches nothing, so that it may
     * overlook something: then writing fails.
     */
    Optional<String> obstacle(Path file, long bytes) throws InterruptedException;

    /** Adds a line to a file and {@link #force forces} it; after a line that was left half written, it begins a new one. */
    void append(Path file, String line) throws IOException;
}
