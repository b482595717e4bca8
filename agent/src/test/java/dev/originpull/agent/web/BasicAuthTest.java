package dev.originpull.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicAuthTest {
    private static final String HASH = hash("pass:wörd", 4);

    private final AtomicInteger work = new AtomicInteger();
    private final BasicAuth auth = auth(Map.of("prometheus", HASH));

    @ParameterizedTest
    @CsvSource({
        "prometheus:pass:wörd,  true",
        "prometheus:pass,       false",
        "prometheus:,           false",
        "Prometheus:pass:wörd,  false",
        ":pass:wörd,            false",
        "nobody:pass:wörd,      false",
    })
    void letsWhoHasThePasswordIn(String pair, boolean let) {
        assertThat(lets(pair)).isEqualTo(let);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Basic", "Basic ", "Basic !!!", "Basic bm9jb2xvbg==", "Bearer cHJvbWV0aGV1czp4", "Digest x"})
    void turnsAwayWhatIsNoLoginWithoutAnyWork(String header) {
        assertThat(auth.lets(Optional.of(header), "peer").toCompletableFuture().join())
                .isFalse();
        assertThat(auth.lets(Optional.empty(), "peer").toCompletableFuture().join())
                .isFalse();
        assertThat(work).hasValue(0);
    }

    @Test
    void checksARightPasswordOnceAndAWrongOneEachTime() {
        for (int i = 0; i < 3; i++) {
            assertThat(lets("prometheus:pass:wörd")).isTrue();
        }
        assertThat(work).hasValue(1);
        for (int i = 0; i < 3; i++) {
            assertThat(lets("prometheus:wrong")).isFalse();
        }
        assertThat(work).hasValue(4);
    }

    @Test
    void doesTheSameWorkForAUserThatThereIsNot() {
        lets("nobody:pass:wörd");
        assertThat(work).hasValue(1);
        BasicAuth costly = auth(Map.of("prometheus", hash("right", 11)));
        long known = nanos(() -> costly.lets(Optional.of(header("prometheus:wrong")), "peer"));
        long unknown = nanos(() -> costly.lets(Optional.of(header("nobody:wrong")), "peer"));
        assertThat((double) unknown / known).isBetween(0.4, 2.5);
    }

    /** From {@code htpasswd -nbBC 4 prometheus PASSWORD}. */
    @ParameterizedTest
    @CsvSource({
        "secret, 1,  $2y$04$FUJ6F4ZBqZWb6ieUOaz8e.qntoGEC3zlP1Rs00MBwi.oSQu1TtTUC",
        // bcrypt looks at 72 bytes at most.
        "a,      80, $2y$04$PpHsmSAcorwT4Zx9Q2Hd0eDVOx1BVnmGDo8Cc9GHFvJXdYyzSXXhS",
    })
    void takesTheHashesThatHtpasswdWrites(String password, int times, String hash) {
        BasicAuth htpasswd = auth(Map.of("prometheus", hash));
        assertThat(htpasswd.lets(Optional.of(header("prometheus:" + password.repeat(times))), "peer")
                        .toCompletableFuture()
                        .join())
                .isTrue();
    }

    @Test
    void refusesUsersThatCannotBe() {
        assertThatThrownBy(() -> new Listening(Client.ANY_PORT, Optional.empty(), Map.of("a:b", HASH)))
                .hasMessageContaining("has a colon");
        assertThatThrownBy(() -> new Listening(Client.ANY_PORT, Optional.empty(), Map.of("a", "plain")))
                .hasMessageContaining("is no bcrypt hash")
                .hasMessageNotContaining("plain");
    }

    @Test
    void asksForALoginEverywhere() throws IOException {
        try (WebServer server = WebServer.start(
                new Listening(Client.ANY_PORT, Optional.empty(), Map.of("prometheus", HASH)), routes())) {
            for (String path : List.of("/", "/-/healthy", "/nothing")) {
                Client.Reply reply = Client.get(server, path);
                assertThat(reply.status()).isEqualTo(401);
                assertThat(reply.header("www-authenticate")).startsWith("Basic realm=");
            }
            assertThat(Client.get(server, "/", "Authorization: " + header("prometheus:pass:wörd"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void answersWhoIsKnownWhileWrongPasswordsFloodIn() throws IOException {
        List<Client> flood = new ArrayList<>();
        try (WebServer server = WebServer.start(
                new Listening(Client.ANY_PORT, Optional.empty(), Map.of("prometheus", hash("right", 11))), routes())) {
            String known = "Authorization: " + header("prometheus:right");
            long once = nanos(() -> assertThat(status(server, known)).isEqualTo(200));
            for (int i = 0; i < 200; i++) {
                Client client = Client.of(server);
                flood.add(client.send(Client.request("GET", "/", "Authorization: " + header("prometheus:" + i))));
            }
            // In a queue with the others it would be thirty times as long.
            assertThat(nanos(() -> assertThat(status(server, known)).isEqualTo(200)))
                    .isLessThan(10 * once);
            assertThat(flood.get(199).reply().status()).isEqualTo(503);
        } finally {
            for (Client client : flood) {
                client.close();
            }
        }
    }

    @Test
    void takesOverOtherUsers() throws IOException {
        Listening before = new Listening(Client.ANY_PORT, Optional.empty(), Map.of("prometheus", HASH));
        try (WebServer server = WebServer.start(before, routes());
                Client client = Client.of(server)) {
            String login = "Authorization: " + header("prometheus:pass:wörd");
            assertThat(client.send(Client.request("GET", "/", login)).reply().status())
                    .isEqualTo(200);
            server.reconfigure(new Listening(Client.ANY_PORT, Optional.empty(), Map.of("other", HASH)));
            assertThat(client.send(Client.request("GET", "/", login)).reply().status())
                    .isEqualTo(401);
        }
    }

    /** By itself the cheapest takes a sixty-fourth of the dearest. */
    @Test
    void doesTheSameWorkForAUserWithACheaperHash() {
        BasicAuth mixed =
                auth(Map.of("dear", hash("right", 10), "cheap", hash("right", 4), "middle", hash("right", 8)));
        quickest(mixed, "nobody");
        long unknown = quickest(mixed, "nobody");
        for (String user : List.of("dear", "cheap", "middle")) {
            assertThat((double) quickest(mixed, user) / unknown).as(user).isBetween(0.5, 2.0);
        }
        assertThat(mixed.lets(Optional.of(header("cheap:right")), "peer")
                        .toCompletableFuture()
                        .join())
                .isTrue();
    }

    @Test
    void keepsLoginsOverAReloadWhileWrongPasswordsFloodIn() throws IOException {
        List<Client> flood = new ArrayList<>();
        Listening listening = new Listening(Client.ANY_PORT, Optional.empty(), Map.of("prometheus", hash("right", 11)));
        try (WebServer server = WebServer.start(listening, routes())) {
            String known = "Authorization: " + header("prometheus:right");
            assertThat(status(server, known)).isEqualTo(200);
            for (int i = 0; i < 100; i++) {
                Client client = Client.of(server);
                flood.add(client.send(Client.request("GET", "/", "Authorization: " + header("prometheus:" + i))));
            }

            server.reconfigure(listening);

            for (int i = 0; i < 20; i++) {
                assertThat(status(server, known)).isEqualTo(200);
            }
        } finally {
            for (Client client : flood) {
                client.close();
            }
        }
    }

    /** Of five, so that what else this machine does counts for nothing. */
    private static long quickest(BasicAuth auth, String user) {
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            quickest = Math.min(quickest, nanos(() -> auth.lets(Optional.of(header(user + ":wrong")), "peer")));
        }
        return quickest;
    }

    private BasicAuth auth(Map<String, String> users) {
        return new BasicAuth(users, new Verified(), (client, check) -> {
            work.incrementAndGet();
            return CompletableFuture.completedFuture(check.getAsBoolean());
        });
    }

    private boolean lets(String pair) {
        return auth.lets(Optional.of(header(pair)), "peer")
                .toCompletableFuture()
                .join();
    }

    private static Routes routes() {
        return Routes.of(Route.get("/", request -> CompletableFuture.completedFuture(Response.text(200, "ok"))));
    }

    private static String header(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(String password, int cost) {
        return BCrypt.withDefaults().hashToString(cost, password.toCharArray());
    }

    private static int status(WebServer server, String login) {
        try {
            return Client.get(server, "/", login).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long nanos(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }
}
