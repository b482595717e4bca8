package dev.originpull.agent.pki;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/** One DER value as it stands in its source: nothing is decoded and encoded again, so {@link #encoded} is exact to the byte. */
final class DerValue {
    /** The first byte; tags of several bytes do not occur in keys and certificates and are refused. */
    private final int tag;

    private final byte[] source;
    private final int start;
    private final int contentStart;
    private final int end;

    private DerValue(int tag, byte[] source, int start, int contentStart, int end) {
        this.tag = tag;
        this.source = source;
        this.start = start;
        this.contentStart = contentStart;
        this.end = end;
    }

    /** Not DER, or cut short. Says nothing of the content, which may be a key. */
    static final class Malformed extends Exception {
        Malformed(String message) {
            super(message);
        }
    }

    /** The one value that these bytes are, with nothing after it. */
    static DerValue parse(byte[] bytes) throws Malformed {
        DerValue value = at(bytes, 0, bytes.length);
        if (value.end != bytes.length) {
            throw new Malformed("bytes after the end of the value");
        }
        return value;
    }

    private static DerValue at(byte[] source, int start, int limit) throws Malformed {
        if (limit - start < 2) {
            throw new Malformed("cut short");
        }
        int tag = source[start] & 0xFF;
        if ((tag & 0x1F) == 0x1F) {
            throw new Malformed("tag of several bytes");
        }
        int length = source[start + 1] & 0xFF;
        int contentStart = start + 2;
        if (length >= 0x80) {
            int octets = length & 0x7F;
            if (octets == 0 || octets > 3 || limit - contentStart < octets) {
                throw new Malformed("length out of range");
            }
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = (length << 8) | (source[contentStart++] & 0xFF);
            }
        }
        if (length > limit - contentStart) {
            throw new Malformed("cut short");
        }
        return new DerValue(tag, source, start, contentStart, contentStart + length);
    }

    byte[] encoded() {
        return Arrays.copyOfRange(source, start, end);
    }

    byte[] content() {
        return Arrays.copyOfRange(source, contentStart, end);
    }

    /** The values inside a constructed value, such as a SEQUENCE. */
    List<DerValue> children() throws Malformed {
        if ((tag & 0x20) == 0) {
            throw new Malformed("not a constructed value");
        }
        List<DerValue> children = new ArrayList<>();
        int position = contentStart;
        while (position < end) {
            DerValue child = at(source, position, end);
            children.add(child);
            position = child.end;
        }
        return List.copyOf(children);
    }

    /** The child at this index (from 0), which has to be there. */
    DerValue child(int index) throws Malformed {
        List<DerValue> children = children();
        if (index >= children.size()) {
            throw new Malformed("value " + index + " is missing");
        }
        return children.get(index);
    }

    BigInteger integer() throws Malformed {
        if (!is(Der.INTEGER) || contentStart == end) {
            throw new Malformed("not an integer");
        }
        return new BigInteger(content());
    }

    /** An object identifier in its dotted form. */
    String oid() throws Malformed {
        if (!is(Der.OID) || contentStart == end) {
            throw new Malformed("not an object identifier");
        }
        StringJoiner arcs = new StringJoiner(".");
        long arc = 0;
        for (int i = contentStart; i < end; i++) {
            if (arc > Integer.MAX_VALUE) {
                throw new Malformed("object identifier out of range");
            }
            arc = (arc << 7) | (source[i] & 0x7F);
            if (source[i] >= 0) {
                if (arcs.length() == 0) {
                    long first = Math.min(arc / 40, 2);
                    arcs.add(Long.toString(first));
                    arc -= first * 40;
                }
                arcs.add(Long.toString(arc));
                arc = 0;
            }
        }
        return arcs.toString();
    }

    boolean is(int expectedTag) {
        return tag == expectedTag;
    }

    /** Without the content: it may be a key. */
    @Override
    public String toString() {
        return "tag " + tag + ", " + (end - contentStart) + " bytes";
    }
}
