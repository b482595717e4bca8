package dev.originpull.it.broken;

import java.io.DataInputStream;
import java.io.IOException;

/** The least of an HTTP/2 server: it answers the first request of a connection with 200, and nothing else (RFC 9113). */
final class Http2Only implements Conversation {
    /** What a client begins with (3.4). */
    private static final int PREFACE_LENGTH = 24;

    private static final int FRAME_TYPE_HEADERS = 1;

    /** An empty SETTINGS frame, and the acknowledgement of the client's (6.5). */
    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0};

    /** A HEADERS frame that ends a stream and holds {@code :status: 200} (6.2; RFC 7541, appendix A). */
    private static final byte[] OK = {0, 0, 1, 1, 5, 0, 0, 0, 0, (byte) 0x88};

    private static final int STREAM_ID_END = 8;

    @Override
    public void run(Connection connection) throws IOException, InterruptedException {
        DataInputStream in = new DataInputStream(connection.stream().getInputStream());
        in.readFully(new byte[PREFACE_LENGTH]);
        connection.write(SETTINGS);
        int stream = firstRequest(in);
        byte[] answer = OK.clone();
        answer[STREAM_ID_END] = (byte) stream;
        connection.write(answer);
        connection.hold();
    }

    /** Reads up to the first HEADERS frame; its stream, which is a small number in a new connection. */
    private static int firstRequest(DataInputStream in) throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            in.readUnsignedByte();
            int stream = in.readInt();
            in.readFully(new byte[length]);
            if (type == FRAME_TYPE_HEADERS) {
                return stream;
            }
        }
    }
}
