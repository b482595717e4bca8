package dev.originpull.agent.pki;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A certificate or key that cannot be used. The message is one line that says what, where and what to do; it never holds a
 * key, a passphrase or a whole certificate.
 */
public final class CredentialException extends Exception {
    /** What is wrong, for callers that tell cases apart. */
    public enum Reason {
        NO_SUCH_FILE,
        IS_A_DIRECTORY,
        UNREADABLE,
        TOO_LARGE,
        /** No PEM block at all; DER, PKCS#12 and UTF-16 are recognised and explained. */
        NOT_PEM,
        /** PEM, but what is in a block cannot be read. */
        BROKEN,
        /** PEM of another kind than the one asked for: a CSR, a public key, an OpenSSH key. */
        WRONG_KIND,
        /** A key where the certificate belongs, or the other way round. */
        SWAPPED,
        /** A sound key of an algorithm that Cloudflare's edge cannot present. */
        UNSUPPORTED_KEY,
        PASSPHRASE_MISSING,
        PASSPHRASE_WRONG,
        KEY_OF_ANOTHER_CERTIFICATE,
        CA_AS_LEAF,
        CHAIN_ORDER,
        /** A certificate that is no CA's among the CAs. */
        NO_CA,
        LEAF_OF_ANOTHER_CA
    }

    private final Reason reason;

    CredentialException(Reason reason, String message) {
        this(reason, message, null);
    }

    CredentialException(Reason reason, String message, @Nullable Throwable cause) {
        super(OneLine.of(message), cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }
}
