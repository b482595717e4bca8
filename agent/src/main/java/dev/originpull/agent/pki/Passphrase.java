package dev.originpull.agent.pki;

import dev.originpull.agent.pki.CredentialException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The passphrase of an encrypted key. Comes from a file only: a command line is seen by every user of the machine. */
final class Passphrase {
    private final byte[] bytes;

    private Passphrase(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The first line of the file, without its line end; all other blanks belong to the passphrase.
     *
     * @param key the encrypted key, for the message
     */
    static Passphrase required(Path key, Optional<Path> file) throws CredentialException {
        if (file.isEmpty()) {
            throw new CredentialException(
                    Reason.PASSPHRASE_MISSING,
                    "The key in " + key + " is encrypted: name a file whose first line is its passphrase"
                            + " (--key-passphrase-file; passphrase-file in originpull.yaml).");
        }
        String text = Material.read(file.get()).text();
        String line = text.split("\r\n|\r|\n", 2)[0];
        if (line.isEmpty()) {
            throw new CredentialException(
                    Reason.PASSPHRASE_MISSING,
                    "The first line of the passphrase file " + file.get() + " is empty: write the passphrase there.");
        }
        return new Passphrase(line.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** For PKCS#8, where the characters count and are taken as UTF-8 (RFC 8018, 3). */
    char[] characters() {
        return new String(bytes, StandardCharsets.UTF_8).toCharArray();
    }

    /** For the old form, where OpenSSL takes the bytes as they are; Bouncy Castle takes each character for a byte. */
    char[] bytesAsCharacters() {
        return new String(bytes, StandardCharsets.ISO_8859_1).toCharArray();
    }

    @Override
    public String toString() {
        return "passphrase";
    }
}
