package dev.originpull.agent.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Logins that were right, the last {@value #MOST}. Kept as HMACs under a key of this process, from which nobody gets a password
 * back, and with the hash that they were right for: another hash in the configuration is another proof. Thread-safe.
 */
final class Verified {
    static final int MOST = 128;
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;
    private final Map<ByteBuffer, Boolean> proofs = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<ByteBuffer, Boolean> eldest) {
            return size() > MOST;
        }
    };

    Verified() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    ByteBuffer proof(String user, byte[] password, String hash) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (byte[] part :
                    new byte[][] {user.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8), password
                    }) {
                // With its length, so that no two triples read the same.
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
                mac.update(part);
            }
            return ByteBuffer.wrap(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HMAC with SHA-256", e);
        }
    }

    synchronized boolean has(ByteBuffer proof) {
        // Not containsKey: this makes it the youngest.
        return proofs.get(proof) != null;
    }

    synchronized void remember(ByteBuffer proof) {
        proofs.put(proof, true);
    }
}
