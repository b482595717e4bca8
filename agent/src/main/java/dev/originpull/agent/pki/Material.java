package dev.originpull.agent.pki;

import dev.originpull.agent.config.OpenableFile;
import dev.originpull.agent.pki.CredentialException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The bytes of a file that should hold certificates, a key or a passphrase, and where they came from. */
final class Material {
    /** 1 MiB: several times the CA bundle of a whole operating system. */
    static final int LIMIT = 1 << 20;

    private final Path file;
    private final byte[] bytes;

    private Material(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * Reads the file, but never more than {@link #LIMIT}: the wrong name may be that of a disk image or of {@code /dev/zero}.
     * Of pipes only those are read that a shell has opened, as it does for {@code <(command)}.
     */
    static Material read(Path file) throws CredentialException {
        if (Files.isDirectory(file)) {
            throw new CredentialException(
                    Reason.IS_A_DIRECTORY, file + " is a directory: name the file inside it that is meant.");
        }
        byte[] bytes;
        try {
            if (OpenableFile.isSpecial(file)) {
                throw new CredentialException(
                        Reason.UNREADABLE, file + " is a pipe, a device or a socket: name a regular file.");
            }
        } catch (IOException e) {
            // What is wrong with it shows when it is opened.
        }
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LIMIT + 1);
        } catch (NoSuchFileException e) {
            throw new CredentialException(
                    Reason.NO_SUCH_FILE, "No such file: " + file + ". Check the path and the working directory.", e);
        } catch (AccessDeniedException e) {
            throw new CredentialException(
                    Reason.UNREADABLE,
                    file + " may not be read by this user: run as its owner, or let this user read it.",
                    e);
        } catch (IOException e) {
            throw new CredentialException(
                    Reason.UNREADABLE, file + " cannot be read (" + e.getMessage() + "): check the path.", e);
        }
        if (bytes.length > LIMIT) {
            throw new CredentialException(
                    Reason.TOO_LARGE, file + " is larger than 1 MiB, so it is no certificate or key: check the path.");
        }
        return new Material(file, bytes);
    }

    Path file() {
        return file;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The text without its byte order mark. Latin-1, which decodes anything: PEM is ASCII and what surrounds it is ignored. */
    String text() {
        boolean marked = startsWith(0xEF, 0xBB, 0xBF);
        int start = marked ? 3 : 0;
        return new String(bytes, start, bytes.length - start, StandardCharsets.ISO_8859_1);
    }

    boolean startsWith(int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** Without the bytes: they may be a key. */
    @Override
    public String toString() {
        return file + " (" + bytes.length + " bytes)";
    }
}
