package dev.originpull.agent.web;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A connection that says exactly what a test wants it to say. */
final class Client implements AutoCloseable {
    static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;

    Client(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    static Client of(WebServer server) throws IOException {
        return new Client(
                new Socket(server.address().getAddress(), server.address().getPort()));
    }

    /** What one connection gets for one GET. */
    static Reply get(WebServer server, String path, String... headers) throws IOException {
        return ask(server, "GET", path, headers);
    }

    static Reply ask(WebServer server, String method, String path, String... headers) throws IOException {
        try (Client client = of(server)) {
            client.send(request(method, path, headers));
            return client.reply(!method.equals("HEAD"));
        }
    }

    static String request(String method, String path, String... headers) {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        if (!String.join("\n", headers).toLowerCase(Locale.ROOT).contains("host:")) {
            text.append("Host: localhost\r\n");
        }
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text.append("\r\n").toString();
    }

    Client send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Client send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    Reply reply() throws IOException {
        return reply(true);
    }

    /** @param withBody false after HEAD */
    Reply reply(boolean withBody) throws IOException {
        InputStream in = socket.getInputStream();
        String status = line(in);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = withBody ? Integer.parseInt(headers.getOrDefault("content-length", "0")) : 0;
        return new Reply(
                Integer.parseInt(status.split(" ", -1)[1]),
                headers,
                new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }

    /** Takes what comes, up to the end of the connection. */
    void readToEnd() throws IOException {
        socket.getInputStream().readAllBytes();
    }

    /** Whether the server has nothing more to say and has closed the connection, or has reset it. */
    boolean isEnded() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended after '" + line + "'");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** @param body a character a byte */
    record Reply(int status, Map<String, String> headers, String body) {
        byte[] bytes() {
            return body.getBytes(StandardCharsets.ISO_8859_1);
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }
}
