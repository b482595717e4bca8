package dev.originpull.it.broken;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/**
 * One client's connection to an origin.
 *
 * @param tcp the bare connection
 * @param stream what is spoken over: the same, or TLS on top of it
 * @param originClosed reaches zero when the origin is closed
 */
record Connection(Socket tcp, Socket stream, CountDownLatch originClosed) {
    private static final int LONGEST_REQUEST = 64 * 1024;

    /** Reads an HTTP request without a body. Over TLS the handshake takes place here, if it has not yet. */
    void readRequest() throws IOException {
        InputStream in = stream.getInputStream();
        int newlines = 0;
        for (int read = 0; read < LONGEST_REQUEST && newlines < 2; read++) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            if (next == '\n') {
                newlines++;
            } else if (next != '\r') {
                newlines = 0;
            }
        }
    }

    /** Completes the TLS handshake and reads nothing of what follows. */
    void completeHandshake() throws IOException {
        if (stream instanceof SSLSocket tls) {
            tls.startHandshake();
        }
    }

    /** Reads what comes first, a ClientHello as a rule: what is unread would turn a close into a reset. */
    void readFirstBytes() throws IOException {
        if (tcp.getInputStream().read(new byte[LONGEST_REQUEST]) < 0) {
            throw new IOException("The client left");
        }
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte... bytes) throws IOException {
        stream.getOutputStream().write(bytes);
        stream.getOutputStream().flush();
    }

    /** Does nothing for a while; false when the origin was closed meanwhile. */
    boolean pause(Duration time) throws InterruptedException {
        return !originClosed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Keeps the connection open, and silent, until the origin is closed. */
    void hold() throws InterruptedException {
        originClosed.await();
    }

    /** Ends the connection with a TCP reset instead of a proper close, and without TLS' close_notify. */
    void reset() throws IOException {
        tcp.setSoLinger(true, 0);
        tcp.close();
    }
}
