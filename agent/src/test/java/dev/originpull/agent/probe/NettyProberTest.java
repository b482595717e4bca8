package dev.originpull.agent.probe;

import static dev.originpull.agent.probe.Probing.APP;
import static dev.originpull.agent.probe.Probing.CA;
import static dev.originpull.agent.probe.Probing.LIMIT;
import static dev.originpull.agent.probe.Probing.OK;
import static dev.originpull.agent.probe.Probing.OTHER_CA;
import static dev.originpull.agent.probe.Probing.PROBER;
import static dev.originpull.agent.probe.Probing.SERVER;
import static dev.originpull.agent.probe.Probing.SHORT;
import static dev.originpull.agent.probe.Probing.await;
import static dev.originpull.agent.probe.Probing.facts;
import static dev.originpull.agent.probe.Probing.loopback;
import static dev.originpull.agent.probe.Probing.observe;
import static dev.originpull.agent.probe.Probing.tls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.agent.pki.ForgedIdentity;
import dev.originpull.agent.probe.Approach.AlpnOffer;
import dev.originpull.agent.probe.Approach.TlsOffer;
import dev.originpull.agent.probe.Approach.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NettyProberTest {
    @Test
    void seesARefusalThatComesAfterTheHandshakeInTls13() throws Exception {
        try (ScriptedOrigin origin = tls(ScriptedOrigin::needCertificate, ScriptedOrigin.answering(OK))) {
            Observation none = observe(origin, Identity.NONE);

            assertThat(facts(none).version()).hasValue("TLSv1.3");
            assertThat(facts(none).completed()).isTrue();
            assertThat(facts(none).certificateRequested()).isTrue();
            assertThat(facts(none).certificateSent()).isFalse();
            assertThat(none.ending()).isInstanceOfSatisfying(Ending.Alerted.class, alerted -> {
                assertThat(alerted.afterHandshake()).isTrue();
                assertThat(alerted.alert().isAboutCertificate()).isTrue();
            });
        }
    }

    @Test
    void seesARefusalInTheHandshakeOfTls12() throws Exception {
        try (ScriptedOrigin origin = tls(ScriptedOrigin::needCertificate, ScriptedOrigin.answering(OK))) {
            Approach approach = Approach.https(origin.as(APP), "/").offering(TlsOffer.ONLY_1_2);

            Observation forged = observe(origin, Identity.FORGED, approach, LIMIT);

            assertThat(facts(forged).completed()).isFalse();
            assertThat(facts(forged).certificateSent()).isTrue();
            assertThat(forged.ending())
                    .isInstanceOfSatisfying(
                            Ending.Alerted.class,
                            alerted -> assertThat(alerted.afterHandshake()).isFalse());
        }
    }

    @ParameterizedTest
    @CsvSource({"ALL, TLSv1.3", "ONLY_1_2, TLSv1.2", "ONLY_1_3, TLSv1.3"})
    void notesEveryFactOfAnAnsweredAttempt(TlsOffer offer, String version) throws Exception {
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        try (ScriptedOrigin origin = tls(ScriptedOrigin::needCertificate, socket -> {
            requests.add(ScriptedOrigin.request(socket));
            ScriptedOrigin.write(socket, OK);
        })) {
            Approach approach = Approach.https(origin.as(APP), "/healthz").offering(offer);

            Observation leaf = observe(origin, Identity.LEAF, approach, LIMIT);

            assertThat(leaf.ending()).isEqualTo(new Ending.Answered(200, OK));
            assertThat(leaf.local()).isPresent();
            assertThat(facts(leaf).version()).hasValue(version);
            assertThat(facts(leaf).cipher())
                    .hasValueSatisfying(name -> assertThat(name).startsWith("TLS_"));
            assertThat(facts(leaf).certificateRequest()).hasValue(new CertificateRequest(List.of("CN=example.com")));
            assertThat(facts(leaf).certificateSent()).isTrue();
            assertThat(facts(leaf).resumed()).isFalse();
            assertThat(facts(leaf).serverChain())
                    .first()
                    .extracting(X509Certificate::getSerialNumber)
                    .isEqualTo(SERVER.leaf().getSerialNumber());
            assertThat(leaf.timings().connect()).isPositive();
            assertThat(leaf.timings().handshake()).isPositive();
            assertThat(leaf.timings().answer()).isPositive();
            assertThat(requests.take())
                    .startsWith("GET /healthz HTTP/1.1\r\n")
                    .contains("\r\nHost: app.example.com\r\n")
                    .contains("\r\nConnection: close\r\n")
                    .contains("\r\nUser-Agent: originpull/test\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Identity.class,
            names = {"LEAF", "FORGED"})
    void presentsItsCertificateToAnOriginThatListsOtherIssuersOnly(Identity identity) throws Exception {
        try (ScriptedOrigin origin = ScriptedOrigin.tls(
                loopback(),
                SERVER,
                OTHER_CA.certificate(),
                ScriptedOrigin::wantCertificate,
                ScriptedOrigin.answering(OK))) {
            Observation seen = observe(origin, identity);

            assertThat(facts(seen).certificateRequest()).hasValue(new CertificateRequest(List.of("CN=other.example")));
            assertThat(facts(seen).certificateSent()).isTrue();
            assertThat(seen.ending()).isInstanceOf(Ending.Alerted.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsOffer.class)
    void takesUpNoEarlierSession(TlsOffer offer) throws Exception {
        try (ScriptedOrigin origin = tls(ScriptedOrigin::wantCertificate, ScriptedOrigin.answering(OK))) {
            Approach approach = Approach.https(origin.as(APP), "/").offering(offer);
            for (int i = 0; i < 3; i++) {
                Observation seen = observe(origin, Identity.LEAF, approach, LIMIT);

                assertThat(facts(seen).resumed()).isFalse();
                assertThat(facts(seen).serverChain()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsOffer.class,
            names = {"ONLY_1_2", "ONLY_1_3"})
    void takesUpTheSessionOfAnotherNameWhereThatIsTried(TlsOffer offer) throws Exception {
        try (ScriptedOrigin origin = tls(listener -> {}, ScriptedOrigin.answering(OK))) {
            // The JDK, as a server, takes a session up for the name that it was made for only (RFC 6066, 3).
            Approach approach =
                    Approach.https(origin.as(APP), "/").offering(offer).resuming(APP.name());

            Observation seen = observe(origin, Identity.NONE, approach, LIMIT);

            assertThat(facts(seen).resumed()).isTrue();
            assertThat(seen.ending()).isInstanceOf(Ending.Answered.class);
        }
    }

    @Test
    void namesTheHostnameAndNothingElseInTheClientHello() throws Exception {
        BlockingQueue<String> names = new LinkedBlockingQueue<>();
        try (ScriptedOrigin origin = tls(listener -> {}, socket -> {
            ((SSLSocket) socket).startHandshake();
            names.add(((ExtendedSSLSession) ((SSLSocket) socket).getSession())
                    .getRequestedServerNames()
                    .toString());
            ScriptedOrigin.request(socket);
            ScriptedOrigin.write(socket, OK);
        })) {
            Approach approach = Approach.https(origin.as(APP), "/");
            observe(origin, Identity.NONE, approach, LIMIT);
            assertThat(names.take()).contains("app.example.com");

            observe(origin, Identity.NONE, approach.naming(Optional.of("other.example.com")), LIMIT);
            assertThat(names.take()).contains("other.example.com");

            observe(origin, Identity.NONE, approach.naming(Optional.empty()), LIMIT);
            assertThat(names.take()).isEqualTo("[]");

            observe(origin, Identity.NONE, approach.naming(Optional.of("127.0.0.1")), LIMIT);
            assertThat(names.take()).isEqualTo("[]");
        }
    }

    /** RFC 8446, 4.4.2.4: the alert comes after our Finished; a request written before it is read may cost it. */
    @Test
    void waitsForTheAlertBeforeItWritesWhenItIsQuiet() throws Exception {
        BlockingQueue<Integer> firstBytes = new LinkedBlockingQueue<>();
        try (ScriptedOrigin origin = tls(listener -> {}, socket -> {
            ((SSLSocket) socket).startHandshake();
            socket.setSoTimeout(150);
            try {
                firstBytes.add(socket.getInputStream().read());
            } catch (SocketTimeoutException nothingYet) {
                firstBytes.add(-1);
            }
        })) {
            Attempt attempt = new Attempt(origin.as(APP), Identity.NONE, Approach.https(origin.as(APP), "/"));

            PROBER.attempt(attempt.quietly(), LIMIT).toCompletableFuture().join();
            assertThat(firstBytes.take()).isEqualTo(-1);

            PROBER.attempt(attempt, LIMIT).toCompletableFuture().join();
            assertThat(firstBytes.take()).isEqualTo((int) 'G');
        }
    }

    @Test
    void asksAllTheSameWhereNoAlertComesToAQuietAttempt() throws Exception {
        try (ScriptedOrigin origin = tls(listener -> {}, ScriptedOrigin.answering(OK))) {
            Attempt attempt = new Attempt(origin.as(APP), Identity.NONE, Approach.https(origin.as(APP), "/"));

            Observation seen = PROBER.attempt(attempt.quietly(), Duration.ofSeconds(3))
                    .toCompletableFuture()
                    .join();

            assertThat(seen.ending()).isInstanceOf(Ending.Answered.class);
        }
    }

    @Test
    void probesOverIpv6() throws Exception {
        InetAddress six = InetAddress.getByName("::1");
        try (ScriptedOrigin origin = ScriptedOrigin.tls(
                six, SERVER, CA.certificate(), ScriptedOrigin::needCertificate, ScriptedOrigin.answering(OK))) {
            assertThat(observe(origin, Identity.LEAF).ending()).isInstanceOf(Ending.Answered.class);
            assertThat(origin.as(APP).endpoint()).startsWith("[::1]:");
        }
    }

    @Test
    void listensToAServiceThatIsNotHttp() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedOrigin greeting = tls(ScriptedOrigin::needCertificate, socket -> {
                    ScriptedOrigin.write(socket, "220 mail.example.com ESMTP\r\n");
                    await(end);
                });
                ScriptedOrigin silent = tls(ScriptedOrigin::needCertificate, socket -> {
                    ((SSLSocket) socket).startHandshake();
                    await(end);
                })) {
            Approach raw = Approach.https(greeting.as(APP), "/").over(Wire.RAW);
            Duration limit = Duration.ofSeconds(2);

            assertThat(observe(greeting, Identity.LEAF, raw, limit).ending())
                    .isEqualTo(new Ending.StayedOpen("220 mail.example.com ESMTP\r\n"));
            assertThat(observe(silent, Identity.LEAF, raw, limit).ending()).isEqualTo(new Ending.StayedOpen(""));
            assertThat(observe(silent, Identity.NONE, raw, limit).ending()).isInstanceOf(Ending.Alerted.class);
            end.countDown();
        }
    }

    @Test
    void asksWithoutTlsWhereThatIsWanted() throws Exception {
        try (ScriptedOrigin origin = ScriptedOrigin.bare(loopback(), ScriptedOrigin.answering(OK))) {
            Approach plain = Approach.https(origin.as(APP), "/").over(Wire.PLAIN_HTTP);

            Observation seen = observe(origin, Identity.NONE, plain, LIMIT);

            assertThat(seen.ending()).isEqualTo(new Ending.Answered(200, OK));
            assertThat(seen.tls()).isEmpty();
        }
    }

    @Test
    void seesThatAnOriginHasNoneOfTheOfferedProtocols() throws Exception {
        try (ScriptedOrigin origin = tls(NettyProberTest::onlyH2, ScriptedOrigin.answering(OK))) {
            Observation seen = observe(origin, Identity.NONE);

            assertThat(seen.ending()).isEqualTo(new Ending.Alerted(new Alert(120), false));
        }
    }

    static void onlyH2(SSLServerSocket listener) {
        SSLParameters parameters = listener.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        listener.setSSLParameters(parameters);
    }

    @Test
    void keepsWithinItsLimitWhereHttp2IsChosenAndThenNotSpoken() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedOrigin origin = tls(NettyProberTest::onlyH2, socket -> {
            ((SSLSocket) socket).startHandshake();
            await(end);
        })) {
            Approach h2 = Approach.https(origin.as(APP), "/").offering(AlpnOffer.H2);

            Observation seen = observe(origin, Identity.NONE, h2, SHORT);

            assertThat(seen.ending()).isEqualTo(new Ending.TimedOut(Phase.ANSWER, 0));
            assertThat(facts(seen).alpn()).hasValue("h2");
            end.countDown();
        }
    }

    @Test
    void refusesToPresentALeafThatItDoesNotHave() throws Exception {
        Origin origin = new Origin(new InetSocketAddress(loopback(), 9), APP);
        try (NettyProber without =
                new NettyProber(new Identities(Optional.empty(), ForgedIdentity.ofUnknownCa()), "originpull/test", 1)) {
            assertThatThrownBy(() ->
                            without.attempt(new Attempt(origin, Identity.LEAF, Approach.https(origin, "/")), LIMIT))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
