package dev.originpull.agent.pki;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Writes the few DER forms (X.690) that a forged certificate and a rewrapped key are made of.
 *
 * <p>Not done with Bouncy Castle, as everything else here that is ASN.1: each probe does it, and loading the library's classes from its
 * signed archive costs a cold JVM some 100 ms (measured on JDK 17), a fifth of what a whole probe may take.
 */
final class Der {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;
    static final int UTC_TIME = 0x17;
    static final int GENERALIZED_TIME = 0x18;

    /** {@code [0]} with an octet string's content, as IMPLICIT makes it. */
    static final int PRIMITIVE_CONTEXT_0 = 0x80;

    /** {@code [0]} around another value. */
    static final int CONTEXT_0 = 0xA0;

    /** {@code [3]} around another value. */
    static final int CONTEXT_3 = 0xA3;

    private Der() {}

    /** A value of this tag whose content is the parts, one after the other. */
    static byte[] value(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.size() + 5);
        out.write(tag);
        length(out, content.size());
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return value(SEQUENCE, parts);
    }

    static byte[] integer(BigInteger number) {
        return value(INTEGER, number.toByteArray());
    }

    static byte[] integer(long number) {
        return integer(BigInteger.valueOf(number));
    }

    static byte[] octets(byte[] content) {
        return value(OCTET_STRING, content);
    }

    /** A BIT STRING of whole bytes. */
    static byte[] bits(byte[] content) {
        return value(BIT_STRING, new byte[] {0}, content);
    }

    /** An object identifier from its dotted form; the first arc is 0 to 2, every arc below 2^31. */
    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        base128(content, Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            base128(content, Integer.parseInt(arcs[i]));
        }
        return value(OID, content.toByteArray());
    }

    /** A point in time, cut to seconds, as RFC 5280 (4.1.2.5) wants it: UTCTime up to 2049, GeneralizedTime after. */
    static byte[] time(Instant instant) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        StringBuilder digits = new StringBuilder(15);
        boolean generalized = utc.getYear() > 2049;
        if (generalized) {
            twoDigits(digits, utc.getYear() / 100);
        }
        for (int field : new int[] {
            utc.getYear() % 100,
            utc.getMonthValue(),
            utc.getDayOfMonth(),
            utc.getHour(),
            utc.getMinute(),
            utc.getSecond()
        }) {
            twoDigits(digits, field);
        }
        return value(
                generalized ? GENERALIZED_TIME : UTC_TIME,
                digits.append('Z').toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static void twoDigits(StringBuilder out, int number) {
        out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static void base128(ByteArrayOutputStream out, int arc) {
        for (int shift = 28; shift > 0; shift -= 7) {
            if ((arc >>> shift) != 0) {
                out.write(0x80 | ((arc >>> shift) & 0x7F));
            }
        }
        out.write(arc & 0x7F);
    }

    private static void length(ByteArrayOutputStream out, int length) {
        if (length < 0x80) {
            out.write(length);
            return;
        }
        byte[] bytes = BigInteger.valueOf(length).toByteArray();
        int start = bytes[0] == 0 ? 1 : 0;
        out.write(0x80 | (bytes.length - start));
        out.write(bytes, start, bytes.length - start);
    }
}
