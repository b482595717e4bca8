package dev.originpull.agent.pki;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;

/** Whether a private and a public key are halves of one. */
final class KeyMatch {
    private static final byte[] PROBE = {1, 2, 3};

    private KeyMatch() {}

    static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) {
        if (privateKey instanceof RSAPrivateKey ours && publicKey instanceof RSAPublicKey theirs) {
            // The modulus is in both; a signature would cost a 4096-bit key a hundred times as long.
            return ours.getModulus().equals(theirs.getModulus());
        }
        if (privateKey instanceof ECPrivateKey ours && publicKey instanceof ECPublicKey theirs) {
            // The public point may stand in the key's file, but nothing keeps it true: only a signature tells.
            return ours.getParams().getCurve().equals(theirs.getParams().getCurve()) && verifies(ours, theirs);
        }
        return false;
    }

    private static boolean verifies(PrivateKey privateKey, PublicKey publicKey) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(privateKey);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // A number out of the curve's range, in one key or the other: no pair either.
            return false;
        }
    }
}
