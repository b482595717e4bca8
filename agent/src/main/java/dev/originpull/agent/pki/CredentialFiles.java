package dev.originpull.agent.pki;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/** Writes certificates and keys to new files; what is there already is never overwritten: it may be the only copy of a key. */
public final class CredentialFiles {
    private CredentialFiles() {}

    /**
     * Writes the certificates in their order; anybody may read the file.
     *
     * @throws FileAlreadyExistsException when there is such a file
     */
    public static void writeCertificates(Path file, List<X509Certificate> certificates) throws IOException {
        Files.writeString(file, Pem.encode(certificates), StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
    }

    /**
     * Writes the key in the clear; only the owner can read the file from its first byte on.
     *
     * @throws FileAlreadyExistsException when there is such a file
     */
    public static void writeKey(Path file, PrivateKey key) throws IOException {
        writeSecret(file, Pem.encode(key));
    }

    /**
     * Writes the key encrypted; only the owner can read the file from its first byte on.
     *
     * @throws FileAlreadyExistsException when there is such a file
     */
    public static void writeEncryptedKey(Path file, PrivateKey key, char[] passphrase) throws IOException {
        writeSecret(file, Pem.encodeEncrypted(key, passphrase));
    }

    private static void writeSecret(Path file, String pem) throws IOException {
        // With the mode at creation: between writing and a later chmod others could open the file.
        FileAttribute<?>[] ownerOnly =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try (SeekableByteChannel channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(pem);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
