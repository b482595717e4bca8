package dev.originpull.agent.probe;

import static dev.originpull.agent.probe.Probing.APP;
import static dev.originpull.agent.probe.Probing.LIMIT;
import static dev.originpull.agent.probe.Probing.OK;
import static dev.originpull.agent.probe.Probing.PROBER;
import static dev.originpull.agent.probe.Probing.SHORT;
import static dev.originpull.agent.probe.Probing.await;
import static dev.originpull.agent.probe.Probing.loopback;
import static dev.originpull.agent.probe.Probing.observe;
import static dev.originpull.agent.probe.Probing.tls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.probe.Approach.AlpnOffer;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back, and what does not: answers of any shape, silence, and things that are no TLS. */
class NettyProberAnswersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 100 Continue\\r\\n\\r\\nHTTP/1.1 204 No Content\\r\\n\\r\\n | 204",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2\\r\\nhi\\r\\n0\\r\\n\\r\\n | 200",
                "HTTP/1.0 503 Unavailable\\r\\n\\r\\nbody up to the close | 503",
                "HTTP/1.1 495\\r\\n\\r\\n | 495"
            })
    void readsAnswersOfAnyShape(String answer, int status) throws Exception {
        String text = answer.strip().replace("\\r", "\r").replace("\\n", "\n");
        try (ScriptedOrigin origin = tls(listener -> {}, ScriptedOrigin.answering(text))) {
            assertThat(observe(origin, Identity.NONE).ending())
                    .isInstanceOfSatisfying(
                            Ending.Answered.class,
                            answered -> assertThat(answered.status()).isEqualTo(status));
        }
    }

    @Test
    void doesNotWaitForACloseThatDoesNotComeAfterACompleteAnswer() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedOrigin origin = tls(listener -> {}, socket -> {
            ScriptedOrigin.answering(OK).play(socket);
            await(end);
        })) {
            Observation seen = observe(origin, Identity.NONE);

            assertThat(seen.ending()).isInstanceOf(Ending.Answered.class);
            assertThat(seen.timings().total()).isLessThan(LIMIT.dividedBy(2));
            end.countDown();
        }
    }

    @Test
    void callsGarbledWhatIsNoHttpAnswer() throws Exception {
        try (ScriptedOrigin origin = tls(listener -> {}, ScriptedOrigin.answering("<html>HTTP/0.9</html>"))) {
            assertThat(observe(origin, Identity.NONE).ending()).isEqualTo(new Ending.Garbled("<html>HTTP/0.9</html>"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                "HTTP/1.1 503 Busy\r\nContent-Length: 99\r\n\r\nabc",
                "HTTP/1.1 503 Busy\r\nContent-Type: text/event-stream\r\n\r\ndata: x\n\n"
            })
    void judgesByTheHeadWhereThePageDoesNotEnd(String beginning) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedOrigin origin = tls(listener -> {}, socket -> {
            ScriptedOrigin.request(socket);
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            await(end);
        })) {
            Observation seen =
                    observe(origin, Identity.NONE, Approach.https(origin.as(APP), "/"), Duration.ofSeconds(40));

            assertThat(seen.ending()).isEqualTo(new Ending.Answered(503, beginning, true));
            assertThat(seen.timings().answer()).isLessThan(Duration.ofSeconds(20));
            end.countDown();
        }
    }

    @Test
    void endsByItselfWhereTheOriginNeverAnswers() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedOrigin origin = tls(listener -> {}, socket -> {
            ScriptedOrigin.request(socket);
            await(end);
        })) {
            Observation seen = observe(origin, Identity.NONE, Approach.https(origin.as(APP), "/"), SHORT);

            assertThat(seen.ending()).isEqualTo(new Ending.TimedOut(Phase.ANSWER, 0));
            assertThat(seen.timings().total()).isLessThan(SHORT.multipliedBy(3));
            end.countDown();
        }
    }

    @Test
    void endsByItselfWhereTheHandshakeIsNeverAnswered() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedOrigin origin = ScriptedOrigin.bare(loopback(), socket -> await(end))) {
            Observation seen = observe(origin, Identity.NONE, Approach.https(origin.as(APP), "/"), SHORT);

            assertThat(seen.ending()).isEqualTo(new Ending.TimedOut(Phase.HANDSHAKE, 0));
            assertThat(seen.tls()).isEmpty();
            end.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "\0\1\2\3"})
    void callsUnreachableWhatIsNotTls(String greeting) throws Exception {
        try (ScriptedOrigin origin = ScriptedOrigin.bare(loopback(), socket -> {
            int read = socket.getInputStream().read(new byte[4096]);
            assertThat(read).isPositive();
            ScriptedOrigin.write(socket, greeting);
        })) {
            Observation seen = observe(origin, Identity.LEAF);

            assertThat(seen.ending()).isInstanceOf(Ending.Unreachable.class);
            assertThat(seen.tls()).isEmpty();
        }
    }

    @Test
    void tellsAResetInTheHandshakeFromARefusal() throws Exception {
        try (ScriptedOrigin origin = ScriptedOrigin.bare(loopback(), socket -> {
            socket.setSoLinger(true, 0);
            int read = socket.getInputStream().read();
            assertThat(read).isEqualTo(22);
        })) {
            Observation seen = observe(origin, Identity.LEAF);

            assertThat(seen.ending()).isEqualTo(new Ending.Closed(Phase.HANDSHAKE, true));
            assertThat(seen.certificateRequested()).isFalse();
        }
    }

    @Test
    void callsUnreachableAPortWhereNobodyListens() throws Exception {
        Origin nobody;
        try (ServerSocket once = new ServerSocket(0, 1, loopback())) {
            nobody = new Origin((InetSocketAddress) once.getLocalSocketAddress(), APP);
        }

        Observation seen = PROBER.attempt(new Attempt(nobody, Identity.LEAF, Approach.https(nobody, "/")), LIMIT)
                .toCompletableFuture()
                .join();

        assertThat(seen.ending()).isEqualTo(new Ending.Unreachable("connection refused"));
        assertThat(seen.local()).isEmpty();
    }

    /** Regression: an answer that HTTP/2 could not take in was seen as silence, and silence may be a refusal. */
    @ParameterizedTest
    @ValueSource(strings = {"x: too long", ":status: not a number"})
    void callsGarbledWhatHttp2CannotTakeIn(String what) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        byte[] fields = what.startsWith("x") ? longHeader() : new byte[] {0x08, 3, 'a', 'b', 'c'};
        try (ScriptedOrigin origin = tls(NettyProberTest::onlyH2, socket -> {
            ((SSLSocket) socket).startHandshake();
            OutputStream out = socket.getOutputStream();
            out.write(frame(4, 0, 0, new byte[0]));
            out.write(frame(1, 4, 3, fields));
            out.flush();
            await(end);
        })) {
            Approach h2 = Approach.https(origin.as(APP), "/").offering(AlpnOffer.H2);

            assertThat(observe(origin, Identity.NONE, h2, LIMIT).ending()).isInstanceOf(Ending.Garbled.class);
            end.countDown();
        }
    }

    /** HPACK (RFC 7541, 6.2.2): ":status: 200", then a field of 9,000 characters. */
    private static byte[] longHeader() {
        byte[] start = {(byte) 0x88, 0x00, 1, 'x', 0x7F, (byte) 0xA9, 0x45};
        return Arrays.copyOf(start, start.length + 9000);
    }

    /** A frame (RFC 9113, 4.1). */
    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >>> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }
}
