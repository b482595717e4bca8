package dev.originpull.it.broken;

import dev.originpull.it.server.Server;
import java.io.IOException;
import java.util.Random;

/** Origins with which no TLS conversation takes place. */
public enum BeforeTls {
    CLOSED_PORT,
    /** Packets to it are dropped: the queue of a listener that never accepts is full. */
    DROPS_PACKETS,
    ACCEPTS_AND_STAYS_SILENT,
    CLOSES_AT_ONCE,
    CLOSES_AFTER_CLIENT_HELLO,
    RESETS_AFTER_CLIENT_HELLO,
    RANDOM_BYTES,
    PLAIN_HTTP,
    SSH_BANNER,
    /** The head of a ServerHello's record, and no more. */
    HALF_A_RECORD,
    /** The same, growing by a byte a second: never silent, never done. */
    RECORD_BYTE_BY_BYTE,
    ALERT_HANDSHAKE_FAILURE,
    ALERT_INTERNAL_ERROR;

    private static final byte[] RECORD_HEAD = {22, 3, 3, 0, 122, 2, 0, 0, 118, 3, 3};

    public Server start() throws IOException {
        return switch (this) {
            case CLOSED_PORT -> ClosedPort.choose();
            case DROPS_PACKETS -> FullBacklog.start();
            default -> JavaOrigin.start(Layer.TCP, this::converse);
        };
    }

    private void converse(Connection connection) throws IOException, InterruptedException {
        if (this == CLOSES_AT_ONCE) {
            return;
        }
        connection.readFirstBytes();
        switch (this) {
            case RESETS_AFTER_CLIENT_HELLO -> connection.reset();
            case RANDOM_BYTES -> {
                // The same bytes in every run.
                byte[] bytes = new byte[4096];
                new Random(7).nextBytes(bytes);
                connection.write(bytes);
                connection.hold();
            }
            case PLAIN_HTTP ->
                connection.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            case SSH_BANNER -> {
                connection.write("SSH-2.0-OpenSSH_9.2\r\n");
                connection.hold();
            }
            case HALF_A_RECORD -> {
                connection.write(RECORD_HEAD);
                connection.hold();
            }
            case RECORD_BYTE_BY_BYTE -> Drip.write(connection, RECORD_HEAD);
            case ALERT_HANDSHAKE_FAILURE -> alert(connection, 40);
            case ALERT_INTERNAL_ERROR -> alert(connection, 80);
            case CLOSES_AFTER_CLIENT_HELLO -> {}
            default -> connection.hold();
        }
    }

    private static void alert(Connection connection, int number) throws IOException {
        connection.write(new byte[] {21, 3, 3, 0, 2, 2, (byte) number});
    }
}
