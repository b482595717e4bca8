package dev.originpull.it.broken;

import dev.originpull.it.pki.TestPki;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Origins that speak TLS and HTTP as they should, but for one thing. */
public final class JavaOrigins {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private JavaOrigins() {}

    /** Its certificate ran out yesterday. */
    public static Server withExpiredCertificate() throws IOException {
        return answering(TlsLayer.of(TestPki.get().expiredServerStore(), false), OK);
    }

    /** It knows this SNI only, and answers others with the alert unrecognized_name (112). */
    public static Server knowingOnly(String name) throws IOException {
        return answering(TlsLayer.of(TestPki.get().serverStore(), false).knowing(name), OK);
    }

    /** It refuses every client that does not offer h2, by the alert no_application_protocol (120). */
    public static Server speakingHttp2Only(boolean asks) throws IOException {
        return JavaOrigin.start(TlsLayer.of(TestPki.get().serverStore(), asks).speaking("h2"), new Http2Only());
    }

    /** The names in its certificate and in its CA list hold terminal escapes; it answers with {@code answer}. */
    public static Server withHostileNames(String answer) throws IOException {
        TestPki pki = TestPki.get();
        try (InputStream in = Files.newInputStream(pki.hostileServer().certificate())) {
            X509Certificate hostile =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return answering(TlsLayer.asking(pki.hostileServerStore(), List.of(hostile)), answer);
        } catch (CertificateException e) {
            throw new IOException("Could not read " + pki.hostileServer(), e);
        }
    }

    private static Server answering(Layer layer, String answer) throws IOException {
        return JavaOrigin.start(layer, connection -> {
            connection.readRequest();
            connection.write(answer);
        });
    }

    /** A backend without TLS that answers its requests with these statuses in turn, again and again. */
    public static Server backend(Duration delay, List<Integer> statuses) throws IOException {
        AtomicInteger requests = new AtomicInteger();
        return JavaOrigin.start(Layer.TCP, connection -> {
            connection.readRequest();
            connection.pause(delay);
            int status = statuses.get(requests.getAndIncrement() % statuses.size());
            connection.write("HTTP/1.1 " + status + " Status\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });
    }
}
