package dev.originpull.agent.pki;

import dev.originpull.agent.pki.CredentialException.Reason;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Opens encrypted private keys: the common form with the JDK, as start-up counts, all others with Bouncy Castle. */
final class EncryptedKeys {
    private final Path file;
    private final PemBlock key;

    EncryptedKeys(Path file, PemBlock key) {
        this.file = file;
        this.key = key;
    }

    /** {@code EncryptedPrivateKeyInfo} (RFC 5208, 6) → PKCS#8. PBES2 with PBKDF2 or scrypt, and the schemes of PKCS#12. */
    byte[] decryptPkcs8(Passphrase passphrase) throws CredentialException {
        try {
            Optional<Pbes2> common = Pbes2.of(key.der());
            return checked(
                    common.isPresent()
                            ? common.get().decrypt(passphrase.characters())
                            : OtherEncryption.decryptPkcs8(key.der(), passphrase.characters()));
        } catch (DerValue.Malformed e) {
            throw Pkcs8.broken(file);
        } catch (NoSuchAlgorithmException e) {
            throw unknownScheme();
        } catch (GeneralSecurityException e) {
            throw wrong();
        }
    }

    /** OpenSSL's form before PKCS#8: {@code DEK-Info} names the cipher and its IV, MD5 makes the key of the passphrase. */
    byte[] decryptTraditional(Passphrase passphrase) throws CredentialException {
        String[] cipherAndIv = key.header("DEK-Info").split(",", -1);
        if (cipherAndIv.length != 2) {
            throw unknownScheme();
        }
        try {
            return checked(OtherEncryption.decryptTraditional(
                    key.der(), cipherAndIv[0].strip(), cipherAndIv[1].strip(), passphrase.bytesAsCharacters()));
        } catch (NoSuchAlgorithmException e) {
            throw unknownScheme();
        } catch (GeneralSecurityException e) {
            throw wrong();
        }
    }

    /** Decryption with a wrong key ends well once in 256 times, but hardly ever in DER. */
    private byte[] checked(byte[] decrypted) throws CredentialException {
        try {
            DerValue.parse(decrypted).children();
            return decrypted;
        } catch (DerValue.Malformed e) {
            throw wrong();
        }
    }

    // The causes stay behind: they may speak of what was decrypted.
    private CredentialException wrong() {
        return new CredentialException(
                Reason.PASSPHRASE_WRONG,
                "The key in " + file
                        + " does not open with this passphrase: check the first line of the passphrase file.");
    }

    private CredentialException unknownScheme() {
        return new CredentialException(
                Reason.UNSUPPORTED_KEY,
                "The key in " + file + " is encrypted in a way that is not supported: encrypt it anew with"
                        + " `openssl pkcs8 -topk8 -v2 aes256 -in FILE -out leaf.key`.");
    }
}
