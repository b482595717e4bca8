package dev.originpull.configgen.install;

import dev.originpull.configgen.run.ProcessRunner;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** This machine's disk. Thread-safe. */
public final class RealDisk implements Disk {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    @Override
    public Optional<Bytes> read(Path file) throws IOException {
        try {
            return Optional.of(Bytes.of(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void create(Path file, Bytes content) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, content.toArray());
    }

    @Override
    public void like(Path file, Path model) throws IOException {
        PosixFileAttributes wanted = view(model).readAttributes();
        PosixFileAttributes now = view(file).readAttributes();
        if (!now.owner().equals(wanted.owner())) {
            view(file).setOwner(wanted.owner());
        }
        if (!now.group().equals(wanted.group())) {
            view(file).setGroup(wanted.group());
        }
        view(file).setPermissions(wanted.permissions());
        extended(file, model);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }

    /**
     * Access control lists, extended attributes and SELinux' label, none of which Java knows: by GNU's cp(1). Where that is another's
     * or none, they are lost.
     */
    private static void extended(Path file, Path model) throws IOException {
        try {
            new ProcessRunner()
                    .run(
                            List.of(
                                    "cp",
                                    "--attributes-only",
                                    "--preserve=all",
                                    "--",
                                    model.toString(),
                                    file.toString()),
                            LONGEST);
        } catch (IOException noSuchProgram) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("while " + file + " got the attributes of " + model);
        }
    }

    @Override
    public void publish(Path file) throws IOException {
        view(file).setPermissions(PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static PosixFileAttributeView view(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            throw new IOException(file + " lies where files have no owner and mode");
        }
        return view;
    }

    @Override
    public void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        // Linux lets a folder be opened for reading and forced (fsync(2)); that is what makes a rename last.
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            return;
        }
        Path parent = absolute.getParent();
        if (parent != null) {
            createFolder(parent);
            Files.createDirectory(absolute);
            forceFolder(parent);
        }
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            found.forEach(entries::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(null);
        return entries;
    }

    @Override
    public Optional<String> obstacle(Path file, long bytes) throws InterruptedException {
        return Obstacles.of(file, bytes);
    }

    @Override
    public void append(Path file, String line) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            String start = end == 0 || endsInLineFeed(channel, end) ? "" : "\n";
            ByteBuffer bytes = ByteBuffer.wrap((start + line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                end += channel.write(bytes, end);
            }
            channel.force(true);
        }
    }

    private static boolean endsInLineFeed(FileChannel channel, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.read(last, end - 1) == 1 && last.get(0) == '\n';
    }
}
