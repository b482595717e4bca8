package dev.originpull.agent.pki;

import dev.originpull.agent.pki.CredentialException.Reason;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;

/** Reads a private key from a PEM file, in every form that OpenSSL has written keys in. */
final class PrivateKeys {
    private PrivateKeys() {}

    /** The one private key of the file. Certificates beside it are passed over. */
    static PrivateKey read(Path file, Optional<Path> passphraseFile) throws CredentialException {
        Material material = Material.read(file);
        List<PemBlock> blocks = PemBlocks.of(material);
        List<PemBlock> keys = blocks.stream().filter(PemBlock::isPrivateKey).toList();
        if (keys.isEmpty()) {
            throw Misplaced.insteadOfKey(material, blocks);
        }
        if (keys.size() > 1) {
            throw new CredentialException(
                    Reason.WRONG_KIND,
                    file + " holds " + keys.size() + " private keys: leave only the one of the certificate in it.");
        }
        PemBlock key = keys.get(0);
        try {
            return Pkcs8.toKey(file, pkcs8(file, blocks, key, passphraseFile));
        } catch (DerValue.Malformed e) {
            throw Pkcs8.broken(file);
        }
    }

    private static byte[] pkcs8(Path file, List<PemBlock> blocks, PemBlock key, Optional<Path> passphraseFile)
            throws CredentialException, DerValue.Malformed {
        if (key.label().equals("ENCRYPTED PRIVATE KEY")) {
            return new EncryptedKeys(file, key).decryptPkcs8(Passphrase.required(file, passphraseFile));
        }
        byte[] der = key.isEncryptedTraditionally()
                ? new EncryptedKeys(file, key).decryptTraditional(Passphrase.required(file, passphraseFile))
                : key.der();
        return switch (key.label()) {
            case "PRIVATE KEY" -> der;
            case "RSA PRIVATE KEY" -> Pkcs8.ofPkcs1(der);
            case "EC PRIVATE KEY" ->
                Pkcs8.ofSec1(
                        der,
                        blocks.stream()
                                .filter(block -> block.label().equals("EC PARAMETERS"))
                                .findFirst());
            case "DSA PRIVATE KEY" -> throw Pkcs8.unsupported(file, "a DSA key");
            case "OPENSSH PRIVATE KEY" ->
                throw new CredentialException(
                        Reason.WRONG_KIND,
                        file + " holds an OpenSSH key, not a PEM key for TLS: name the key that the certificate's"
                                + " request was made with, or convert a copy with `ssh-keygen -p -m PKCS8 -f COPY`.");
            default -> throw Misplaced.wrongKind(file, key, "private key");
        };
    }
}
