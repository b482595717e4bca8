package dev.originpull.agent.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.operator.InputDecryptor;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.bouncycastle.util.encoders.Hex;

/**
 * Key encryption with Bouncy Castle. Its provider is used, not installed: installing it would change what the rest of the JVM gets.
 *
 * <p>A class of its own because the JVM's verifier loads what a method catches: beside {@link Pbes2} these types would cost the common
 * form what it saves.
 */
final class OtherEncryption {
    /** What OWASP's Password Storage Cheat Sheet asks of PBKDF2 with HMAC-SHA-256. */
    private static final int ITERATIONS = 600_000;

    private OtherEncryption() {}

    /**
     * {@code EncryptedPrivateKeyInfo} (RFC 5208, 6) → PKCS#8.
     *
     * @throws NoSuchAlgorithmException for an unknown scheme, or one that demands excessive work
     * @throws GeneralSecurityException for a wrong passphrase or a damaged key
     */
    static byte[] decryptPkcs8(byte[] der, char[] passphrase) throws GeneralSecurityException {
        try {
            PKCS8EncryptedPrivateKeyInfo encrypted = new PKCS8EncryptedPrivateKeyInfo(der);
            AlgorithmIdentifier scheme = encrypted.getEncryptionAlgorithm();
            if (KeyDerivation.isExcessive(scheme)) {
                throw new NoSuchAlgorithmException("excessive key derivation");
            }
            InputDecryptor decryptor = new JcePKCSPBEInputDecryptorProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(passphrase)
                    .get(scheme);
            try (InputStream in = decryptor.getInputStream(new ByteArrayInputStream(encrypted.getEncryptedData()))) {
                return in.readAllBytes();
            }
        } catch (OperatorCreationException e) {
            throw new NoSuchAlgorithmException("unknown scheme", e);
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle tells malformed parameters by unchecked exceptions of many kinds.
            throw new GeneralSecurityException("cannot be decrypted", e);
        }
    }

    /**
     * OpenSSL's form before PKCS#8.
     *
     * @param cipher as DEK-Info names it, such as {@code AES-256-CBC}
     * @param iv in hexadecimal
     * @throws NoSuchAlgorithmException for an unknown cipher
     * @throws GeneralSecurityException for a wrong passphrase or a damaged key
     */
    static byte[] decryptTraditional(byte[] encrypted, String cipher, String iv, char[] passphrase)
            throws GeneralSecurityException {
        String name = cipher.toUpperCase(Locale.ROOT);
        if (!name.startsWith("AES-") && !name.startsWith("DES-")) {
            throw new NoSuchAlgorithmException("unknown cipher");
        }
        try {
            return new BcPEMDecryptorProvider(passphrase).get(name).decrypt(encrypted, Hex.decode(iv));
        } catch (IOException | RuntimeException e) {
            throw new GeneralSecurityException("cannot be decrypted", e);
        }
    }

    /** PKCS#8 → {@code EncryptedPrivateKeyInfo}: PBES2 with AES-256-CBC and PBKDF2. */
    static byte[] encryptPkcs8(byte[] pkcs8, char[] passphrase) {
        try {
            OutputEncryptor encryptor = new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                    .setProvider(new BouncyCastleProvider())
                    .setPRF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))
                    .setIterationCount(ITERATIONS)
                    .build(passphrase);
            return new PKCS8EncryptedPrivateKeyInfoBuilder(pkcs8)
                    .build(encryptor)
                    .getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot encrypt a key", e);
        }
    }
}
