package dev.originpull.agent.probe;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.pki.Credential;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** An origin on the JDK's own TLS, so that the prober is not held against the library it is made of. One script a connection. */
final class ScriptedOrigin implements AutoCloseable {
    /** What happens on a connection; it is closed when the script returns. */
    @FunctionalInterface
    interface Script {
        void play(Socket socket) throws IOException, GeneralSecurityException;
    }

    private final ServerSocket listener;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private ScriptedOrigin(ServerSocket listener, Script script) {
        this.listener = listener;
        workers.execute(() -> accept(script));
    }

    /** Bytes on a bare socket. */
    static ScriptedOrigin bare(InetAddress address, Script script) throws IOException {
        return new ScriptedOrigin(new ServerSocket(0, 50, address), script);
    }

    /** TLS, set up by {@code setUp}, which may ask for a certificate of {@code trusted}. */
    static ScriptedOrigin tls(
            InetAddress address,
            Credential server,
            X509Certificate trusted,
            Consumer<SSLServerSocket> setUp,
            Script script)
            throws IOException, GeneralSecurityException {
        SSLServerSocket listener = (SSLServerSocket)
                context(server, trusted).getServerSocketFactory().createServerSocket(0, 50, address);
        setUp.accept(listener);
        return new ScriptedOrigin(listener, script);
    }

    private static SSLContext context(Credential server, X509Certificate trusted)
            throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("server", server.key(), new char[0], server.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, new char[0]);
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("ca", trusted);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    Origin as(Hostname hostname) {
        return new Origin((InetSocketAddress) listener.getLocalSocketAddress(), hostname);
    }

    private void accept(Script script) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                workers.execute(() -> play(script, socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void play(Script script, Socket socket) {
        try (socket) {
            script.play(socket);
        } catch (IOException | GeneralSecurityException e) {
            // The prober's view of the connection is what the tests look at.
            return;
        }
    }

    /** Reads a request's head, to the empty line. */
    static String request(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int c = in.read(); c >= 0 && head.indexOf("\r\n\r\n") < 0; c = in.read()) {
            head.append((char) c);
            if (head.indexOf("\r\n\r\n") >= 0) {
                break;
            }
        }
        return head.toString();
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Answers every request with these words. */
    static Script answering(String answer) {
        return socket -> {
            request(socket);
            write(socket, answer);
        };
    }

    static void needCertificate(SSLServerSocket listener) {
        listener.setNeedClientAuth(true);
    }

    static void wantCertificate(SSLServerSocket listener) {
        listener.setWantClientAuth(true);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
        workers.shutdownNow();
    }
}
