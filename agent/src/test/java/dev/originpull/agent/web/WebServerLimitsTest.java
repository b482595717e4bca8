package dev.originpull.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that take more than their share, against the listening server: the next one is answered all the same, and at once. */
class WebServerLimitsTest {
    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    /** Short enough for a test to wait for. */
    private static final Limits LIMITS = new Limits(
            1_000,
            8 * 1024,
            16 * 1024,
            8 * 1024,
            Duration.ofMillis(1500),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(3),
            1024 * 1024,
            Duration.ofSeconds(2),
            Duration.ofMillis(200));

    private final CountDownLatch inTurn = new CountDownLatch(1);
    private final List<AutoCloseable> open = new ArrayList<>();
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        byte[] metric = "originpull_origin_up{hostname=\"app.example.com\",address=\"203.0.113.10:443\"} 1\n"
                .getBytes(StandardCharsets.US_ASCII);
        server = WebServer.start(
                Listening.plainly(Client.ANY_PORT),
                Routes.of(
                        Route.get("/", request -> CompletableFuture.completedFuture(Response.text(200, "ok"))),
                        Route.get(
                                        "/metrics",
                                        request -> CompletableFuture.completedFuture(
                                                new Response(200, "text/plain", Map.of(), out -> {
                                                    for (int n = 0; n < TEN_MEGABYTES; n += metric.length) {
                                                        out.write(metric);
                                                    }
                                                })))
                                .inTurn(),
                        Route.get(
                                        "/turn",
                                        request -> CompletableFuture.completedFuture(new Response(
                                                200, "text/plain", Map.of(), out -> {
                                                    try {
                                                        inTurn.await(30, TimeUnit.SECONDS);
                                                    } catch (InterruptedException e) {
                                                        Thread.currentThread().interrupt();
                                                    }
                                                })))
                                .inTurn()),
                LIMITS);
    }

    @AfterEach
    void stop() throws Exception {
        inTurn.countDown();
        for (AutoCloseable one : open) {
            one.close();
        }
        server.close(Duration.ZERO);
    }

    @Test
    void refusesARequestLineOfTenMegabytes() throws IOException {
        try (Client client = Client.of(server)) {
            client.send("GET /").send(filled()).send(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(414);
            assertThat(client.isEnded()).isTrue();
        }
        assertAnswersAtOnce();
    }

    @Test
    void refusesHeadersOfTenMegabytes() throws IOException {
        try (Client client = Client.of(server)) {
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
                    .send(filled())
                    .send("\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(431);
        }
        try (Client client = Client.of(server)) {
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(100_000) + "\r\n");
            assertThat(client.reply().status()).isEqualTo(431);
        }
        assertAnswersAtOnce();
    }

    @ParameterizedTest
    @CsvSource({"Content-Length: 10485760", "Transfer-Encoding: chunked"})
    void refusesABodyOfTenMegabytes(String framing) throws IOException {
        try (Client client = Client.of(server)) {
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\n" + framing + "\r\n\r\n");
            if (framing.contains("chunked")) {
                client.send("A00000\r\n");
            }
            assertThat(client.send(filled()).reply().status()).isEqualTo(413);
        }
        assertAnswersAtOnce();
    }

    @Test
    void answersWhileTenThousandConnectionsAreIdle() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            open.add(connection());
            if (i % 2_500 == 2_499) {
                assertAnswersAtOnce();
            }
        }
        assertThat(server.connected()).isLessThanOrEqualTo(LIMITS.connections() + 16);
    }

    @Test
    void answersWhileAThousandRequestsDribbleIn() throws IOException {
        List<Client> dribbling = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Client client = Client.of(server);
            open.add(client);
            dribbling.add(client.send("GET / HT"));
        }
        assertAnswersAtOnce();
        for (Client client : dribbling) {
            assertThat(client.isEnded()).as("after its time").isTrue();
        }
    }

    @Test
    void cutsARequestThatIsNotWholeInTimeHoweverSteadilyItDribbles() throws Exception {
        try (Client client = Client.of(server)) {
            CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> {
                try {
                    return client.isEnded();
                } catch (IOException e) {
                    return false;
                }
            });
            client.send("GET / HTTP/1.1\r\n");
            long start = System.nanoTime();
            while (!ended.isDone() && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10)) {
                try {
                    client.send("X: y\r\n");
                } catch (IOException e) {
                    break;
                }
                CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
                        .join();
            }
            assertThat(ended.get(1, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void answersWhileManyDoNotReadTheirTenMegabytes() throws IOException {
        for (int i = 0; i < 100; i++) {
            Client client = Client.of(server);
            open.add(client);
            client.send(Client.request("GET", "/metrics"));
        }
        assertAnswersAtOnce();
        Client.Reply reply = Client.get(server, "/metrics", "Accept-Encoding: gzip");
        // Those before it may fill the queue.
        assertThat(reply.status()).isIn(200, 503);
        await(() -> server.connected() <= 1, "slow readers are cut");
    }

    @Test
    void sendsTenMegabytesWholeToAReaderThatTakesThem() throws IOException {
        Client.Reply reply = Client.get(server, "/metrics");
        assertThat(reply.body().length()).isGreaterThanOrEqualTo(TEN_MEGABYTES);
        assertThat(reply.body().endsWith("} 1\n")).isTrue();
    }

    @Test
    void tellsWhoWouldWaitBehindSixteenToComeBack() throws IOException {
        ExecutorService readers = Executors.newCachedThreadPool();
        open.add(readers::shutdownNow);
        List<CompletableFuture<Client.Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 18; i++) {
            Client client = Client.of(server);
            open.add(client);
            client.send(Client.request("GET", "/turn"));
            replies.add(CompletableFuture.supplyAsync(() -> reply(client), readers));
        }
        Client.Reply first = (Client.Reply) CompletableFuture.anyOf(replies.toArray(CompletableFuture[]::new))
                .join();
        assertThat(first.status()).isEqualTo(503);
        assertThat(first.header("retry-after")).isEqualTo("1");
        assertAnswersAtOnce();
        inTurn.countDown();
        assertThat(replies.stream().map(CompletableFuture::join).map(Client.Reply::status))
                .filteredOn(status -> status == 200)
                .hasSize(17);
    }

    @Test
    void answersManyClientsAtOnce() {
        Map<String, Integer> outcomes = new HashMap<>();
        List<CompletableFuture<String>> asked = IntStream.range(0, 2_000)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return Client.get(server, "/").body();
                    } catch (IOException e) {
                        return e.toString();
                    }
                }))
                .toList();
        asked.forEach(one -> outcomes.merge(one.join(), 1, Integer::sum));
        assertThat(outcomes).isEqualTo(Map.of("ok\n", 2_000));
    }

    private void assertAnswersAtOnce() throws IOException {
        long start = System.nanoTime();
        assertThat(Client.get(server, "/").body()).isEqualTo("ok\n");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
    }

    /** Without the buffers and objects of {@link Socket}: there are to be many. */
    private SocketChannel connection() throws IOException {
        InetSocketAddress address = server.address();
        return SocketChannel.open(address);
    }

    private static Client.Reply reply(Client client) {
        try {
            return client.reply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] filled() {
        byte[] bytes = new byte[TEN_MEGABYTES];
        Arrays.fill(bytes, (byte) 'a');
        return bytes;
    }

    private static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
