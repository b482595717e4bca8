package dev.originpull.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.agent.config.ClientAuthType;
import dev.originpull.agent.config.Place;
import dev.originpull.agent.config.WebTls;
import dev.originpull.agent.config.WebTls.TlsVersion;
import dev.originpull.agent.pki.CertificateAuthority;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.CredentialFiles;
import dev.originpull.agent.pki.KeyType;
import dev.originpull.agent.pki.LeafRequest;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebServerTlsTest {
    private static final Place WRITTEN = new Place(Path.of("originpull.yaml"), 1);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final CertificateAuthority CA = authority("Test CA");
    private static final CertificateAuthority OTHER_CA = authority("Other CA");
    private static final Credential CLIENT = CA.issueClientLeaf(KeyType.P256, "prometheus.example.com", YEAR);
    private static final Credential STRANGER = OTHER_CA.issueClientLeaf(KeyType.P256, "prometheus.example.com", YEAR);
    private static final Routes ROUTES = Routes.of(
            Route.get("/", request -> CompletableFuture.completedFuture(Response.text(200, "ok"))),
            Route.get(
                    "/long", request -> CompletableFuture.completedFuture(Response.text(200, "x".repeat(5_000_000)))));

    @TempDir
    private Path directory;

    private Path certificate;
    private Path key;
    private Path clientCa;

    @BeforeEach
    void writeFiles() throws IOException {
        certificate = directory.resolve("server.pem");
        key = directory.resolve("server.key");
        clientCa = directory.resolve("ca.pem");
        replace(CA.issueServerCertificate(KeyType.P256, "localhost", YEAR));
        CredentialFiles.writeCertificates(clientCa, List.of(CA.certificate()));
    }

    @Test
    void answersOverTls() throws Exception {
        try (WebServer server = start(tls(certificate, key));
                Client client = connect(server, Optional.empty(), "TLSv1.3")) {
            assertThat(client.send(Client.request("GET", "/")).reply().body()).isEqualTo("ok\n");
            assertThat(client.send(Client.request("GET", "/long"))
                            .reply()
                            .body()
                            .length())
                    .isEqualTo(5_000_001);
            assertThat(client.send(Client.request("GET", "/", "Connection: close"))
                            .reply()
                            .status())
                    .isEqualTo(200);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NO_CLIENT_CERT,                 true,  true,  true",
        "REQUEST_CLIENT_CERT,            true,  true,  true",
        "REQUIRE_ANY_CLIENT_CERT,        false, true,  true",
        "VERIFY_CLIENT_CERT_IF_GIVEN,    true,  true,  false",
        "REQUIRE_AND_VERIFY_CLIENT_CERT, false, true,  false",
    })
    void asksClientsForCertificates(ClientAuthType auth, boolean without, boolean own, boolean strangers)
            throws Exception {
        try (WebServer server = start(tls(auth, List.of(), TlsVersion.TLS12, TlsVersion.TLS13, List.of()))) {
            for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
                assertThat(answers(server, Optional.empty(), version)).isEqualTo(without);
                assertThat(answers(server, Optional.of(CLIENT), version)).isEqualTo(own);
                assertThat(answers(server, Optional.of(STRANGER), version)).isEqualTo(strangers);
            }
        }
    }

    @Test
    void letsAllowedNamesInOnly() throws Exception {
        Credential other = CA.issueClientLeaf(KeyType.P256, "other.example.com", YEAR);
        try (WebServer server = start(tls(
                ClientAuthType.REQUIRE_AND_VERIFY_CLIENT_CERT,
                List.of("prometheus.example.com"),
                TlsVersion.TLS12,
                TlsVersion.TLS13,
                List.of()))) {
            assertThat(answers(server, Optional.of(CLIENT), "TLSv1.3")).isTrue();
            assertThat(answers(server, Optional.of(other), "TLSv1.3")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"TLS12, TLS12, true, false", "TLS13, TLS13, false, true", "TLS12, TLS13, true, true"})
    void speaksTheVersionsBetween(TlsVersion min, TlsVersion max, boolean tls12, boolean tls13) throws Exception {
        try (WebServer server = start(tls(ClientAuthType.NO_CLIENT_CERT, List.of(), min, max, List.of()))) {
            assertThat(answers(server, Optional.empty(), "TLSv1.2")).isEqualTo(tls12);
            assertThat(answers(server, Optional.empty(), "TLSv1.3")).isEqualTo(tls13);
        }
    }

    @Test
    void choosesAmongTheSuitesOfTheConfiguration() throws Exception {
        String suite = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
        try (WebServer server = start(tls(
                        ClientAuthType.NO_CLIENT_CERT, List.of(), TlsVersion.TLS12, TlsVersion.TLS13, List.of(suite)));
                SSLSocket socket = socket(server, Optional.empty(), "TLSv1.2")) {
            assertThat(socket.getSession().getCipherSuite()).isEqualTo(suite);
            assertThat(answers(server, Optional.empty(), "TLSv1.3")).isTrue();
        }
        assertThatThrownBy(() -> start(tls(
                        ClientAuthType.NO_CLIENT_CERT,
                        List.of(),
                        TlsVersion.TLS12,
                        TlsVersion.TLS13,
                        List.of("NOT_A_SUITE"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cipher-suites");
    }

    @Test
    void servesWithACertificateThatHasExpired() throws Exception {
        Instant now = Instant.now();
        replace(CA.issue(new LeafRequest(
                KeyType.P256,
                CertificateAuthority.commonName("localhost"),
                List.of("localhost"),
                LeafRequest.Usage.SERVER,
                now.minus(YEAR),
                now.minusSeconds(60))));
        try (WebServer server = start(tls(certificate, key));
                SSLSocket socket = socket(server, Optional.empty(), "TLSv1.3")) {
            assertThat(leaf(socket).getNotAfter()).isBefore(now);
        }
    }

    /** As {@code openssl req -x509} makes them: a CA's, without a key usage. */
    @Test
    void servesWithACertificateThatSignsItself() throws Exception {
        KeyPair keys = KeyType.P256.generate();
        X500Name name = new X500Name("CN=localhost");
        X509Certificate own = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.TEN,
                                Date.from(Instant.now().minusSeconds(60)),
                                Date.from(Instant.now().plus(YEAR)),
                                name,
                                keys.getPublic())
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        replace(new Credential(keys.getPrivate(), List.of(own)));
        try (WebServer server = start(tls(certificate, key));
                SSLSocket socket = socket(server, Optional.empty(), "TLSv1.3")) {
            assertThat(leaf(socket)).isEqualTo(own);
        }
    }

    @Test
    void refusesACertificateThatIsNotForTls() throws IOException {
        replace(new Credential(CA.key(), List.of(CA.certificate())));
        assertThatThrownBy(() -> start(tls(certificate, key))).hasMessageContaining("digitalSignature");
    }

    @Test
    void takesUpReplacedFilesAndKeepsTheLastGoodOnes() throws Exception {
        try (WebServer server = start(tls(certificate, key))) {
            Files.writeString(certificate, "half written");
            Credential next = CA.issueServerCertificate(KeyType.P256, "next.example.com", YEAR);
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500);
            while (System.nanoTime() < deadline) {
                assertThat(answers(server, Optional.empty(), "TLSv1.3")).isTrue();
            }
            replace(next);
            deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (true) {
                try (SSLSocket socket = socket(server, Optional.empty(), "TLSv1.3")) {
                    if (leaf(socket).equals(next.leaf())) {
                        return;
                    }
                }
                assertThat(System.nanoTime()).as("the new certificate is shown").isLessThan(deadline);
            }
        }
    }

    @Test
    void survivesWhoDoesNotSpeakTls() throws Exception {
        try (WebServer server = start(tls(certificate, key));
                Client plain = Client.of(server)) {
            plain.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            plain.readToEnd();
            assertThat(answers(server, Optional.empty(), "TLSv1.3")).isTrue();
        }
    }

    @Test
    void saysWhichFileWillNotDo() throws IOException {
        CredentialFiles.writeKey(directory.resolve("other.key"), CLIENT.key());
        assertThatThrownBy(() -> start(tls(certificate, directory.resolve("other.key"))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("web.tls: The key in")
                .hasMessageContaining("does not belong to the certificate");
        assertThatThrownBy(() -> start(tls(directory.resolve("missing.pem"), key)))
                .hasMessageContaining("No such file");
    }

    private WebTls tls(ClientAuthType auth, List<String> names, TlsVersion min, TlsVersion max, List<String> suites) {
        Optional<Path> ca = auth.verifies() ? Optional.of(clientCa) : Optional.empty();
        return new WebTls(certificate, key, auth, ca, names, min, max, suites, WRITTEN);
    }

    private static WebTls tls(Path certificate, Path key) {
        return new WebTls(
                certificate,
                key,
                ClientAuthType.NO_CLIENT_CERT,
                Optional.empty(),
                List.of(),
                TlsVersion.TLS12,
                TlsVersion.TLS13,
                List.of(),
                WRITTEN);
    }

    private static WebServer start(WebTls tls) throws IOException {
        return WebServer.start(new Listening(Client.ANY_PORT, Optional.of(tls), Map.of()), ROUTES);
    }

    private void replace(Credential credential) throws IOException {
        Path newCertificate = directory.resolve("new.pem");
        Path newKey = directory.resolve("new.key");
        CredentialFiles.writeCertificates(newCertificate, credential.chain());
        CredentialFiles.writeKey(newKey, credential.key());
        Files.move(newKey, key, StandardCopyOption.REPLACE_EXISTING);
        Files.move(newCertificate, certificate, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean answers(WebServer server, Optional<Credential> identity, String version)
            throws GeneralSecurityException {
        try (Client client = connect(server, identity, version)) {
            return client.send(Client.request("GET", "/")).reply().status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static Client connect(WebServer server, Optional<Credential> identity, String version)
            throws IOException, GeneralSecurityException {
        return new Client(socket(server, identity, version));
    }

    private static SSLSocket socket(WebServer server, Optional<Credential> identity, String version)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(identity), new TrustManager[] {new AnyServer()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(server.address().getAddress(), server.address().getPort());
        socket.setEnabledProtocols(new String[] {version});
        socket.startHandshake();
        return socket;
    }

    private static KeyManager @Nullable [] keys(Optional<Credential> identity) {
        return identity.map(credential -> new KeyManager[] {new Presents(credential)})
                .orElse(null);
    }

    private static X509Certificate leaf(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    private static CertificateAuthority authority(String name) {
        return CertificateAuthority.create(
                KeyType.P256, CertificateAuthority.commonName(name), YEAR, Clock.systemUTC());
    }
}
