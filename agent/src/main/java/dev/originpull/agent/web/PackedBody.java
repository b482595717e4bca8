package dev.originpull.agent.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The body of a response, written to its end before the first byte of it is sent: what goes wrong on the way can still be told, and
 * a slow reader holds memory, but no thread. What is long is kept compressed, a twentieth of its size for metrics, even for a
 * client that has to get it unpacked.
 */
final class PackedBody {
    /** Kept as it is up to here, unless the client takes gzip. */
    private static final int LONG = 64 * 1024;
    /** Below, gzip saves no packet. */
    private static final int WORTH_PACKING = 1400;

    private static final int CHUNK = 16 * 1024;

    private final List<byte[]> chunks;
    private final long stored;
    private final long plain;
    private final boolean packed;
    private final boolean sentPacked;

    private PackedBody(List<byte[]> chunks, long plain, boolean packed, boolean sentPacked) {
        this.chunks = chunks;
        this.stored = chunks.stream().mapToLong(chunk -> chunk.length).sum();
        this.plain = plain;
        this.packed = packed;
        this.sentPacked = sentPacked;
    }

    /**
     * Has a body write itself.
     *
     * @param gzip whether the client takes gzip
     */
    static PackedBody of(Response.Body body, boolean gzip) throws IOException {
        try (Writer writer = new Writer()) {
            body.writeTo(writer);
            return writer.finish(gzip);
        }
    }

    /** What is sent, from its beginning. Reading it does not block. To be closed: unpacking holds memory outside the heap. */
    InputStream open() throws IOException {
        InputStream bytes = new SequenceInputStream(Collections.enumeration(
                chunks.stream().map(ByteArrayInputStream::new).toList()));
        return packed && !sentPacked ? new Unpacker(bytes) : bytes;
    }

    /** Of what is sent, in bytes. */
    long length() {
        return sentPacked ? stored : plain;
    }

    /** What this holds of memory, in bytes. */
    long stored() {
        return stored;
    }

    boolean isGzip() {
        return sentPacked;
    }

    /** How many bodies are being unpacked by this process now. */
    static int unpacking() {
        return Unpacker.OPEN.get();
    }

    private static final class Unpacker extends GZIPInputStream {
        private static final AtomicInteger OPEN = new AtomicInteger();
        private boolean closed;

        Unpacker(InputStream bytes) throws IOException {
            super(bytes, CHUNK);
            OPEN.incrementAndGet();
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                OPEN.decrementAndGet();
            }
            super.close();
        }
    }

    /** Plain as long as it is short. */
    private static final class Writer extends OutputStream {
        private final ByteArrayOutputStream head = new ByteArrayOutputStream();
        private final Chunks chunks = new Chunks();
        private OutputStream out = head;
        private long length;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
            length += count;
            if (out == head && length > LONG) {
                pack();
            }
        }

        private void pack() throws IOException {
            out = new Gzip(chunks);
            head.writeTo(out);
            head.reset();
        }

        PackedBody finish(boolean gzip) throws IOException {
            if (out == head && gzip && length >= WORTH_PACKING) {
                pack();
            }
            if (out == head) {
                return new PackedBody(List.of(head.toByteArray()), length, false, false);
            }
            out.close();
            return new PackedBody(chunks.list(), length, true, gzip);
        }

        /** Frees what compression holds outside the heap. */
        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** The fastest level: half the CPU time of the usual one, for a tenth more bytes. */
    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out) throws IOException {
            super(out, CHUNK);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Without ever copying what is there already, as one growing array would. */
    private static final class Chunks extends OutputStream {
        private final List<byte[]> full = new ArrayList<>();
        private final ByteArrayOutputStream last = new ByteArrayOutputStream(CHUNK);

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            last.write(bytes, offset, count);
            if (last.size() >= CHUNK) {
                full.add(last.toByteArray());
                last.reset();
            }
        }

        List<byte[]> list() {
            List<byte[]> all = new ArrayList<>(full);
            all.add(last.toByteArray());
            return all;
        }
    }
}
