package dev.originpull.agent.pki;

import java.math.BigInteger;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** The work that an encrypted key's file demands of its reader: a damaged number in it must not keep a probe busy for hours. */
final class KeyDerivation {
    /** 64 MiB for 128·N·r (RFC 7914, 2); OpenSSL writes 16 MiB. */
    private static final BigInteger MAX_SCRYPT_BLOCKS = BigInteger.valueOf((64 << 20) / 128);

    private static final BigInteger MAX_SCRYPT_PARALLEL = BigInteger.valueOf(64);

    private KeyDerivation() {}

    static boolean isExcessive(AlgorithmIdentifier scheme) {
        if (!scheme.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
            // PKCS#5 v1 and PKCS#12 schemes share this shape: salt, iterations.
            return isOver(
                    Pbes2.MAX_ITERATIONS,
                    PKCS12PBEParams.getInstance(scheme.getParameters()).getIterations());
        }
        KeyDerivationFunc function =
                PBES2Parameters.getInstance(scheme.getParameters()).getKeyDerivationFunc();
        if (function.getAlgorithm().equals(MiscObjectIdentifiers.id_scrypt)) {
            ScryptParams scrypt = ScryptParams.getInstance(function.getParameters());
            return isOver(MAX_SCRYPT_BLOCKS, scrypt.getCostParameter().multiply(scrypt.getBlockSize()))
                    || isOver(MAX_SCRYPT_PARALLEL, scrypt.getParallelizationParameter());
        }
        return isOver(
                Pbes2.MAX_ITERATIONS,
                PBKDF2Params.getInstance(function.getParameters()).getIterationCount());
    }

    private static boolean isOver(BigInteger limit, BigInteger number) {
        return number.compareTo(limit) > 0;
    }
}
