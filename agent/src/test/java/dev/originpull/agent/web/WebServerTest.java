package dev.originpull.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {
    private static final String LONG = "0123456789abcdef".repeat(1024);

    private final CompletableFuture<Response> later = new CompletableFuture<>();
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        server = WebServer.start(
                Listening.plainly(Client.ANY_PORT),
                Routes.of(
                        Route.get("/", request -> done(Response.html(200, "home"))),
                        Route.get(
                                "/echo",
                                request ->
                                        done(Response.text(200, request.query().toString()))),
                        Route.get("/long", request -> done(Response.text(200, LONG))),
                        Route.get(
                                "/split", request -> done(Response.text(200, "").with("X", "a\r\nY: b"))),
                        Route.get("/later", request -> later),
                        Route.get("/bug", request -> {
                            throw new IllegalStateException("a bug");
                        }),
                        Route.get(
                                "/half",
                                request -> done(new Response(200, "text/plain", Map.of(), out -> {
                                    out.write('x');
                                    throw new IOException("half way");
                                }))),
                        Route.get(
                                "/static",
                                request -> done(Response.text(200, "style").with("Cache-Control", "max-age=3600"))),
                        Route.below("/items/", request -> done(Response.text(200, "item " + request.path()))),
                        new Route("/do", false, Set.of("POST"), false, request -> done(Response.text(200, "done")))));
    }

    @AfterEach
    void stop() {
        server.close(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /,            200",
        "HEAD, /,            200",
        "GET,  /items/a,     200",
        "GET,  /items/a/b,   200",
        "GET,  /items/,      404",
        "GET,  /items,       404",
        "GET,  /nothing,     404",
        "POST, /,            405",
        "GET,  /do,          405",
        "POST, /do,          200",
        "OPTIONS, *,         400",
        "GET,  /../etc,      400",
        "GET,  /items/..%2f, 400",
        "GET,  /%2e%2e/,     400",
        "GET,  //,           400",
        "GET,  /items/%00,   400",
        "GET,  /echo?a=%,    400",
        "GET,  /echo?a=%ff,  400",
        "GET,  http://localhost/items/a, 200",
    })
    void answersWith(String method, String path, int status) throws IOException {
        assertThat(Client.ask(server, method, path).status()).isEqualTo(status);
    }

    @Test
    void saysWhichMethodsThereAre() throws IOException {
        assertThat(Client.ask(server, "POST", "/").header("allow")).isEqualTo("GET, HEAD");
        assertThat(Client.get(server, "/do").header("allow")).isEqualTo("POST");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET / HTTP/2.0                  |          | 505",
                "GET / HTTP/3.0                  |          | 505",
                "GET / HTTP/0.9                  |          | 505",
                "GET / HTTP/1.2                  |          | 200",
                "GET / RTSP/1.0                  |          | 400",
                "GET / HTTP/1.1 | Expect: 200-ok            | 417",
                "GET / HTTP/1.1 | Expect: 100-continue, x   | 417",
                "GET / HTTP/1.0 | Expect: 200-ok            | 200",
                "GET / HTTP/1.1 | Expect: 100-continue      | 100",
                "GET / HTTP/1.1 | Expect: 100-Continue      | 100",
            })
    void answersOtherVersionsAndExpectations(String line, String header, int status) throws IOException {
        try (Client client = Client.of(server)) {
            String headers = header == null ? "" : header + "\r\n";
            client.send(line + "\r\nHost: localhost\r\n" + headers + "\r\n");
            assertThat(client.reply(status != 100).status()).isEqualTo(status);
            if (status == 100) {
                assertThat(client.reply().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void asksForABodyOnlyWhenItWillDo() throws IOException {
        try (Client client = Client.of(server)) {
            client.send(
                    "POST /do HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(413);
        }
        try (Client client = Client.of(server)) {
            client.send("POST /do HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            assertThat(client.reply(false).status()).isEqualTo(100);
            assertThat(client.send("abc").reply().status()).isEqualTo(200);
        }
    }

    @Test
    void answersHeadWithTheHeadersOfGetAndNoBody() throws IOException {
        try (Client client = Client.of(server)) {
            Client.Reply head = client.send(Client.request("HEAD", "/long")).reply(false);
            Client.Reply get = client.send(Client.request("GET", "/long")).reply();
            assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
            assertThat(get.body()).isEqualTo(LONG + "\n");
        }
    }

    @Test
    void givesEveryAnswerTheHeadersThatKeepBrowsersFromHarm() throws IOException {
        for (String path : new String[] {"/", "/nothing", "/bug", "/%"}) {
            Client.Reply reply = Client.get(server, path);
            assertThat(reply.header("content-security-policy"))
                    .startsWith("default-src 'none';")
                    .contains("frame-ancestors 'none'");
            assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(reply.header("referrer-policy")).isEqualTo("no-referrer");
            assertThat(reply.header("cache-control")).isEqualTo("no-store");
        }
        assertThat(Client.get(server, "/static").header("cache-control")).isEqualTo("max-age=3600");
    }

    @Test
    void tellsABrowserThatThereIsNothingWithAPageAndOthersWithALine() throws IOException {
        assertThat(Client.get(server, "/nothing", "Accept: text/html,*/*").body())
                .startsWith("<!doctype html>");
        assertThat(Client.get(server, "/nothing").body()).isEqualTo("There is nothing at this address.\n");
    }

    @ParameterizedTest
    @CsvSource({"gzip, true", "'deflate, gzip;q=0.5', true", "gzip;q=0, false", "br, false"})
    void packsWhatIsLongForWhoTakesIt(String accepted, boolean packed) throws IOException {
        Client.Reply reply = Client.get(server, "/long", "Accept-Encoding: " + accepted);
        assertThat(reply.header("content-encoding")).isEqualTo(packed ? "gzip" : "");
        byte[] body =
                packed ? new GZIPInputStream(new ByteArrayInputStream(reply.bytes())).readAllBytes() : reply.bytes();
        assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo(LONG + "\n");
        assertThat(Client.get(server, "/", "Accept-Encoding: gzip").header("content-encoding"))
                .isEmpty();
    }

    @Test
    void doesNotShowABug() throws IOException {
        assertThat(Client.get(server, "/bug").status()).isEqualTo(500);
        assertThat(Client.get(server, "/bug").body()).doesNotContain("a bug", "Exception");
        assertThat(Client.get(server, "/half").status()).isEqualTo(500);
        assertThat(Client.get(server, "/split").status()).isEqualTo(500);
    }

    @Test
    void answersOtherRequestsWhileOneIsBeingAnswered() throws IOException {
        try (Client slow = Client.of(server)) {
            slow.send(Client.request("GET", "/later"));
            assertThat(Client.get(server, "/").body()).isEqualTo("home");
            later.complete(Response.text(200, "at last"));
            assertThat(slow.reply().body()).isEqualTo("at last\n");
        }
    }

    @Test
    void answersRequestsThatComeAtOnceInTheirOrder() throws IOException {
        try (Client client = Client.of(server)) {
            client.send(Client.request("GET", "/later")
                    + Client.request("GET", "/items/2")
                    + Client.request("GET", "/", "Connection: close"));
            later.complete(Response.text(200, "first"));
            assertThat(client.reply().body()).isEqualTo("first\n");
            assertThat(client.reply().body()).isEqualTo("item /items/2\n");
            assertThat(client.reply().header("connection")).isEqualTo("close");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
                "POST /do HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
                "POST /do HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000 hello\r\n\r\n",
            })
    void refusesWhatCouldMeanTwoThings(String request) throws IOException {
        try (Client client = Client.of(server)) {
            assertThat(client.send(request).reply().status()).isEqualTo(400);
        }
    }

    @Test
    void speaksHttp10() throws IOException {
        try (Client client = Client.of(server)) {
            assertThat(client.send("GET / HTTP/1.0\r\n\r\n").reply().body()).isEqualTo("home");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void keepsParametersInTheirOrder() throws IOException {
        assertThat(Client.get(server, "/echo?b=1&a=%C3%A7+x&b=2&c").body())
                .isEqualTo(new String(
                        "{b=[1, 2], a=[ç x], c=[]}\n".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    @Test
    void letsARequestEndBeforeItCloses() throws Exception {
        try (Client busy = Client.of(server);
                Client idle = Client.of(server)) {
            busy.send(Client.request("GET", "/later"));
            idle.send(Client.request("GET", "/"));
            idle.reply();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> server.close(Duration.ofSeconds(20)));
            assertThat(idle.isEnded()).isTrue();
            assertThatThrownBy(() -> Client.get(server, "/")).isInstanceOf(IOException.class);
            later.complete(Response.text(200, "not lost"));
            Client.Reply reply = busy.reply();
            assertThat(reply.body()).isEqualTo("not lost\n");
            assertThat(reply.header("connection")).isEqualTo("close");
            closed.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void cutsWhatDoesNotEndInTime() throws IOException {
        try (Client busy = Client.of(server)) {
            busy.send(Client.request("GET", "/later"));
            server.close(Duration.ofMillis(50));
            assertThat(busy.isEnded()).isTrue();
        }
    }

    @Test
    void saysWhatToDoAboutATakenPort() {
        assertThatThrownBy(() -> WebServer.start(Listening.plainly(server.address()), Routes.of()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "Cannot listen on 127.0.0.1:" + server.address().getPort() + ": another program listens there")
                .hasMessageContaining("web.listen");
    }

    @Test
    void saysWhatToDoAboutAnAddressOfAnotherMachine() throws IOException {
        InetSocketAddress elsewhere =
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 203, 0, 113, 1}), 9820);
        assertThatThrownBy(() -> WebServer.start(Listening.plainly(elsewhere), Routes.of()))
                .hasMessageStartingWith("Cannot listen on 203.0.113.1:9820: no network interface")
                .hasMessageContaining("--listen");
        assertThatThrownBy(() -> WebServer.start(
                        Listening.plainly(InetSocketAddress.createUnresolved("nowhere.invalid", 1)), Routes.of()))
                .hasMessageContaining("the name has no address");
    }

    private static CompletableFuture<Response> done(Response response) {
        return CompletableFuture.completedFuture(response);
    }
}
