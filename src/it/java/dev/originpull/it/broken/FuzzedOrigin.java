package dev.originpull.it.broken;

import dev.originpull.it.pki.TestPki;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * An origin that answers each connection with something else that is wrong: at the level of TCP, of TLS records, of its
 * certificate, of HTTP/1.1, of HTTP/2, or of time. What it does follows from a seed and the connection's number.
 */
public final class FuzzedOrigin implements AutoCloseable {
    private static final int SLOWEST_MILLIS = 400;

    private static final List<String> ANSWERS = List.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nServer: nginx/1.25.4\r\n\r\nhello",
            "HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nContent-Type: text/html\r\n\r\n<html><head><title>400 No required"
                    + " SSL certificate was sent</title></head></html>",
            "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            "HTTP/1.1 302 Found\r\nLocation: https://\u00ff/\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
            "HTTP/1.0 503 \r\nRetry-After: -1\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 999999999999999999\r\nContent-Type: text/event-stream\r\n\r\ndata: x\n\n");

    /** SETTINGS, its acknowledgement, {@code :status: 200}, DATA, RST_STREAM, GOAWAY, PING, PUSH_PROMISE. */
    private static final List<byte[]> FRAMES = List.of(
            new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0},
            new byte[] {0, 0, 0, 4, 1, 0, 0, 0, 0},
            new byte[] {0, 0, 1, 1, 4, 0, 0, 0, 3, (byte) 0x88},
            new byte[] {0, 0, 1, 1, 5, 0, 0, 0, 3, (byte) 0x8D},
            new byte[] {0, 0, 2, 0, 1, 0, 0, 0, 3, 'h', 'i'},
            new byte[] {0, 0, 4, 3, 0, 0, 0, 0, 3, 0, 0, 0, 13},
            new byte[] {0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 2},
            new byte[] {0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8},
            new byte[] {0, 0, 6, 5, 4, 0, 0, 0, 3, 0, 0, 0, 2, (byte) 0x82, (byte) 0x84});

    private final ServerSocket listener;
    private final ExecutorService workers = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "fuzzed origin");
        thread.setDaemon(true);
        return thread;
    });
    private final long seed;
    private final AtomicLong connections = new AtomicLong();
    private final PrivateKey key;
    private final X509Certificate sound;

    private FuzzedOrigin(InetAddress address, long seed, PrivateKey key, X509Certificate sound) throws IOException {
        this.listener = new ServerSocket(0, 50, address);
        this.seed = seed;
        this.key = key;
        this.sound = sound;
    }

    /** Starts it on a free port of this address. */
    public static FuzzedOrigin start(InetAddress address, long seed) throws IOException {
        Path store = TestPki.get().serverStore();
        char[] password = TestPki.STORE_PASSWORD.toCharArray();
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password);
            String alias = keys.aliases().nextElement();
            FuzzedOrigin origin =
                    new FuzzedOrigin(address, seed, (PrivateKey) keys.getKey(alias, password), (X509Certificate)
                            keys.getCertificate(alias));
            origin.workers.execute(origin::accept);
            return origin;
        } catch (GeneralSecurityException e) {
            throw new IOException("Could not use the key store " + store, e);
        }
    }

    /** Where it listens, as {@code IP:port}. */
    public String address() {
        return listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    /** How many connections it has had. */
    public long connections() {
        return connections.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Random random = new Random(seed * 31 + connections.incrementAndGet());
                workers.execute(() -> converse(socket, random));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void converse(Socket tcp, Random random) {
        try (tcp) {
            tcp.setSoTimeout(5_000);
            if (random.nextInt(8) == 0) {
                beforeTls(tcp, random);
            } else {
                overTls(tcp, random);
            }
            if (random.nextBoolean()) {
                tcp.setSoLinger(true, 0);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException clientLeft) {
            // The client leaves when it has seen enough; the JDK's server fails over what was spoilt.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void beforeTls(Socket tcp, Random random) throws IOException, InterruptedException {
        if (random.nextBoolean()) {
            int read = tcp.getInputStream().read(new byte[8192]);
            if (read < 0) {
                return;
            }
        }
        byte[] said = switch (random.nextInt(4)) {
            // An alert, or another record, of any level and number.
            case 0 -> new byte[] {21, 3, 3, 0, 2, (byte) (1 + random.nextInt(2)), (byte) random.nextInt(256)};
            case 1 ->
                new byte[] {
                    (byte) (20 + random.nextInt(5)), 3, (byte) random.nextInt(5), 0, (byte) random.nextInt(30), 1, 2, 3
                };
            case 2 -> ANSWERS.get(random.nextInt(ANSWERS.size())).getBytes(StandardCharsets.ISO_8859_1);
            default -> Mutation.noise(random, 300);
        };
        slowly(tcp.getOutputStream(), Mutation.of(said, random), random);
    }

    private void overTls(Socket tcp, Random random) throws IOException, GeneralSecurityException, InterruptedException {
        boolean spoilsRecords = random.nextInt(5) == 0;
        Socket below = spoilsRecords ? new SpoilingSocket(tcp, random) : tcp;
        SSLSocket tls = (SSLSocket) context(random).getSocketFactory().createSocket(below, null, true);
        tls.setUseClientMode(false);
        boolean h2 = random.nextInt(3) == 0;
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setWantClientAuth(random.nextBoolean());
        parameters.setProtocols(
                random.nextInt(3) == 0 ? new String[] {"TLSv1.2"} : new String[] {"TLSv1.3", "TLSv1.2"});
        if (random.nextInt(4) > 0) {
            parameters.setApplicationProtocols(new String[] {h2 ? "h2" : "http/1.1"});
        }
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        OutputStream out = tls.getOutputStream();
        if (random.nextInt(10) == 0) {
            return;
        }
        int read = tls.getInputStream().read(new byte[8192]);
        if (read < 0 || random.nextInt(12) == 0) {
            return;
        }
        if (h2) {
            for (int frames = random.nextInt(8); frames > 0; frames--) {
                slowly(out, Mutation.of(FRAMES.get(random.nextInt(FRAMES.size())), random), random);
            }
        } else {
            byte[] answer = ANSWERS.get(random.nextInt(ANSWERS.size())).getBytes(StandardCharsets.ISO_8859_1);
            slowly(out, random.nextInt(6) == 0 ? Mutation.noise(random, 20_000) : Mutation.of(answer, random), random);
        }
        if (random.nextInt(4) == 0) {
            Thread.sleep(random.nextInt(SLOWEST_MILLIS));
        }
        if (random.nextBoolean()) {
            tls.close();
        }
    }

    private SSLContext context(Random random) throws GeneralSecurityException {
        byte[] encoded = sound.getEncoded();
        X509Certificate shown = random.nextInt(3) == 0
                ? new SpoiltCertificate(sound, Mutation.of(Mutation.of(encoded, random), random))
                : sound;
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                new KeyManager[] {new OneKey(key, shown)},
                new TrustManager[] {new TrustsAnybody(new X509Certificate[] {sound})},
                null);
        return context;
    }

    /** In one piece or in several, with pauses. */
    private static void slowly(OutputStream out, byte[] bytes, Random random) throws IOException, InterruptedException {
        int piece = random.nextInt(3) == 0 ? 1 + random.nextInt(40) : bytes.length;
        for (int from = 0; from < bytes.length; from += piece) {
            out.write(bytes, from, Math.min(piece, bytes.length - from));
            out.flush();
            if (random.nextInt(20) == 0) {
                Thread.sleep(random.nextInt(SLOWEST_MILLIS));
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        workers.shutdownNow();
    }

    /** A connection whose outgoing bytes are spoilt now and then. */
    private static final class SpoilingSocket extends ForwardingSocket {
        private final Random random;

        SpoilingSocket(Socket tcp, Random random) {
            super(tcp);
            this.random = random;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    byte[] piece = Arrays.copyOfRange(bytes, from, from + length);
                    out.write(random.nextInt(3) == 0 ? Mutation.of(piece, random) : piece);
                }
            };
        }
    }
}
