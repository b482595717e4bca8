package dev.originpull.it.broken;

import java.util.Arrays;
import java.util.Random;

/** Spoils bytes at random. */
final class Mutation {
    private Mutation() {}

    /** A copy with a few bytes changed, taken out, doubled, or cut off; now and then none. */
    static byte[] of(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        for (int times = random.nextInt(4); times > 0 && bytes.length > 1; times--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
                case 3 -> bytes = Arrays.copyOf(bytes, at + 1);
                case 4 -> bytes = join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + 1, bytes.length));
                default -> bytes = join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at / 2, bytes.length));
            }
        }
        return bytes;
    }

    /** Bytes without any order. */
    static byte[] noise(Random random, int most) {
        byte[] bytes = new byte[1 + random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
