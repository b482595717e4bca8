package dev.originpull.it.broken;

import dev.originpull.it.pki.TestPki;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Origins that complete the handshake with every identity, and then misbehave in HTTP, or are merely unusual. */
public enum AfterTls {
    SILENT,
    CLOSES_BEFORE_THE_REQUEST,
    CLOSES_AFTER_THE_REQUEST,
    RESETS_BEFORE_THE_REQUEST,
    RESETS_AFTER_THE_REQUEST,
    ONE_BYTE_A_SECOND,
    ENDLESS_HEADERS,
    ENDLESS_BODY,
    /** Text with no status line, as HTTP/0.9 answered. */
    NO_STATUS_LINE,
    BINARY_NOISE,
    CONTINUE_FIRST,
    /** Nothing but 100 Continue, again and again. */
    CONTINUE_FOR_EVER,
    CHUNKED,
    HUGE_HEADERS,
    NEWLINES_WITHOUT_RETURNS,
    ANSWERS_LATE;

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String OK_AND_BODY = OK + "Content-Length: 3\r\n\r\nhi\n";
    private static final Duration LATE = Duration.ofMillis(300);

    /**
     * Starts it.
     *
     * @param asks whether it requests a client certificate; it takes any, and none
     */
    public Server start(boolean asks) throws IOException {
        return JavaOrigin.start(TlsLayer.of(TestPki.get().serverStore(), asks), this::converse);
    }

    private void converse(Connection connection) throws IOException, InterruptedException {
        if (this == CLOSES_BEFORE_THE_REQUEST || this == RESETS_BEFORE_THE_REQUEST) {
            connection.completeHandshake();
        } else {
            connection.readRequest();
        }
        switch (this) {
            case CLOSES_BEFORE_THE_REQUEST, CLOSES_AFTER_THE_REQUEST -> {}
            case RESETS_BEFORE_THE_REQUEST, RESETS_AFTER_THE_REQUEST -> connection.reset();
            case ONE_BYTE_A_SECOND -> Drip.write(connection, OK_AND_BODY.getBytes(StandardCharsets.ISO_8859_1));
            case ENDLESS_HEADERS -> repeat(connection, OK, "X-Filler: " + "a".repeat(1000) + "\r\n");
            case ENDLESS_BODY -> repeat(connection, OK + "\r\n", "a".repeat(1000) + "\n");
            case NO_STATUS_LINE -> connection.write("<html>hello</html>\n");
            case BINARY_NOISE -> {
                connection.write(new byte[] {0, 1, 2, (byte) 0xff, (byte) 0xfe, 27, '[', '2', 'J'});
                connection.hold();
            }
            case CONTINUE_FIRST -> connection.write("HTTP/1.1 100 Continue\r\n\r\n" + OK_AND_BODY);
            case CONTINUE_FOR_EVER -> repeat(connection, "", "HTTP/1.1 100 Continue\r\n\r\n");
            case CHUNKED ->
                connection.write(
                        OK + "Transfer-Encoding: chunked\r\n\r\n3;name=value\r\nhi\n\r\n0\r\nX-Trailer: 1\r\n\r\n");
            case HUGE_HEADERS ->
                connection.write(OK + ("X-Filler: " + "a".repeat(1000) + "\r\n").repeat(64) + "\r\nhi\n");
            case NEWLINES_WITHOUT_RETURNS -> connection.write("HTTP/1.0 200 OK\nContent-Length: 3\n\nhi\n");
            case ANSWERS_LATE -> {
                connection.pause(LATE);
                connection.write(OK_AND_BODY);
            }
            case SILENT -> connection.hold();
        }
    }

    private static void repeat(Connection connection, String first, String again) throws IOException {
        connection.write(first);
        // Ends with the connection: a write to a client that has left throws.
        while (!connection.tcp().isClosed()) {
            connection.write(again);
        }
    }
}
