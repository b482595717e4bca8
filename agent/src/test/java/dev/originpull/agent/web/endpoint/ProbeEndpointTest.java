package dev.originpull.agent.web.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.demo.Behaviour;
import dev.originpull.agent.demo.DemoCertificates;
import dev.originpull.agent.demo.DemoOrigin;
import dev.originpull.agent.monitor.Agent;
import dev.originpull.agent.monitor.Exposition;
import dev.originpull.agent.monitor.Lookups;
import dev.originpull.agent.monitor.Settings;
import dev.originpull.agent.verdict.Judge;
import dev.originpull.agent.verdict.Remedies;
import dev.originpull.agent.web.Request;
import dev.originpull.agent.web.Response;
import dev.originpull.agent.web.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeEndpointTest {
    private static final DemoCertificates CERTIFICATES =
            DemoCertificates.issue(new Hostname("app.example.com"), Clock.systemUTC());
    private static DemoOrigin required;
    private static DemoOrigin optional;

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final AtomicInteger lookups = new AtomicInteger();

    private record Reply(int status, String contentType, String body) {}

    @BeforeAll
    static void startOrigins() throws IOException {
        required = DemoOrigin.start(Behaviour.REQUIRED, CERTIFICATES.server(), CERTIFICATES.ca());
        optional = DemoOrigin.start(Behaviour.OPTIONAL, CERTIFICATES.server(), CERTIFICATES.ca());
    }

    @AfterAll
    static void closeOrigins() {
        required.close();
        optional.close();
    }

    @BeforeEach
    void writeLeaf() throws IOException {
        CERTIFICATES.write(folder);
    }

    @AfterEach
    void closeAll() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void probesWhatIsConfigured() throws Exception {
        Route probe = probe("configured", this::nothing);

        Reply reply = ask(probe, "target", at(required), "hostname", "app.example.com");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.contentType()).startsWith("text/plain; version=0.0.4");
        assertThat(reply.body())
                .contains(
                        "\nprobe_success 1.0\n",
                        "\nprobe_duration_seconds 0.",
                        "originpull_origin_mode_info{address=\"" + at(required)
                                + "\",hostname=\"app.example.com\",mode=\"required\"} 1\n",
                        "originpull_origin_as_expected{address=\"" + at(required)
                                + "\",hostname=\"app.example.com\"} 1.0\n");
    }

    /** Values as blackbox_exporter has them: its dashboards read these series. */
    @Test
    void answersUnderTheNamesOfBlackboxExporter() throws Exception {
        Route probe = probe("configured", this::nothing);

        String body = ask(probe, "target", at(required), "hostname", "app.example.com")
                .body();

        assertThat(body.lines())
                .contains(
                        "probe_http_status_code 200.0",
                        "probe_http_ssl 1.0",
                        "probe_http_version 1.1",
                        "probe_ip_protocol 4.0",
                        "probe_dns_lookup_time_seconds 0.0",
                        "probe_tls_version_info{version=\"TLS 1.3\"} 1")
                .anyMatch(line -> line.startsWith("probe_http_duration_seconds{phase=\"connect\"} "));
        double expiry = body.lines()
                .filter(line -> line.startsWith("probe_ssl_earliest_cert_expiry "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
        assertThat((long) expiry)
                .isEqualTo(
                        CERTIFICATES.server().leaf().getNotAfter().toInstant().getEpochSecond());
    }

    @Test
    void answersUnderTheNamesOfBlackboxExporterForWhatCannotBeReached() throws Exception {
        Route probe = probe("[127.0.0.0/8]", this::nothing);

        String body =
                ask(probe, "target", "127.3.3.3:1", "hostname", "x.example.com").body();

        assertThat(body.lines())
                .contains(
                        "probe_success 0.0",
                        "probe_http_status_code 0.0",
                        "probe_http_ssl 0.0",
                        "probe_http_version 0.0")
                .noneMatch(line ->
                        line.startsWith("probe_ssl_earliest_cert_expiry") || line.startsWith("probe_tls_version_info"))
                .contains(
                        "originpull_origin_failure_info{address=\"127.3.3.3:1\",hostname=\"x.example.com\",reason=\"connection_refused\"} 1");
    }

    @Test
    void saysHowLongTheLookUpOfAForeignNameTook() throws Exception {
        Route probe = probe("[127.0.0.0/29]", name -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
            return ips("127.0.0.1");
        });

        String body = ask(
                        probe,
                        "target",
                        "inside.example.net:" + required.address().getPort())
                .body();

        assertThat(body.lines()
                        .filter(line -> line.startsWith("probe_dns_lookup_time_seconds "))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1))))
                .singleElement()
                .satisfies(took -> assertThat(took).isBetween(0.001, 30.0));
    }

    @Test
    void expectsWhatItIsAskedTo() throws Exception {
        Route probe = probe("configured", this::nothing);

        assertThat(ask(probe, "target", at(required), "hostname", "app.example.com", "expect", "optional")
                        .body())
                .contains("\nprobe_success 0.0\n", "as_expected");
        assertThat(ask(probe, "target", at(optional), "hostname", "b.example.com")
                        .body())
                .as("as configured: required")
                .contains("\nprobe_success 0.0\n", "mode=\"optional\"");
        assertThat(ask(probe, "target", at(optional), "hostname", "b.example.com", "expect", "optional")
                        .body())
                .contains("\nprobe_success 1.0\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target|                                             400|the parameter target is missing",
                "target=not an address|                              400|'not an address'",
                "target=127.0.0.1:70000|                             400|70000",
                "target=127.0.0.1:1&hostname=app.example.com|        403|127.0.0.1:1 is not configured for app.example.com",
                "target=127.0.0.1:1|                                 403|127.0.0.1:1 is not configured: name it under origins",
                "target=10.0.0.1&hostname=app.example.com|           403|10.0.0.1:443 is not configured",
                "target=169.254.169.254:80&hostname=app.example.com| 403|169.254.169.254:80 is not configured",
                "target=[::1]&hostname=app.example.com|              403|[::1]:443 is not configured",
                "target=elsewhere.example.net|                       403|elsewhere.example.net:443 is not configured",
                "target=SHARED|                                      400|serves several hostnames: add the parameter hostname",
                "target=SHARED&hostname=other.example.com|           403|is not configured for other.example.com",
                "target=lost.example.net:1|                          502|lost.example.net:1: the name has no address"
            })
    void refusesWhatIsNotConfigured(String query, int status, String start) throws Exception {
        Route probe = probe("configured", this::nothing);

        Reply reply = ask(probe, parameters(query));

        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.body()).contains(start).hasLineCount(1);
        assertThat(lookups)
                .as("names that are not configured are not looked up")
                .hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target=127.9.9.9:PORT&hostname=x.example.com|          403|127.9.9.9:PORT is in none of the ranges",
                "target=10.0.0.1&hostname=x.example.com|                403|10.0.0.1:443 is in none of the ranges",
                "target=169.254.169.254:80&hostname=x.example.com|      403|169.254.169.254:80 is in none of the ranges",
                "target=[::1]:PORT&hostname=x.example.com|              403|is in none of the ranges",
                "target=[::ffff:10.0.0.1]:443&hostname=x.example.com|   403|is in none of the ranges",
                "target=127.0.0.1:1|                                    400|the parameter hostname is missing",
                "target=inside.example.net:PORT|                        200|probe_success 1.0",
                "target=127.0.0.1:PORT&hostname=x.example.com|          200|probe_success 1.0",
                "target=[::ffff:127.0.0.1]:PORT&hostname=x.example.com| 200|probe_success 1.0",
                "target=outside.example.net:PORT|                       403|10.0.0.1:PORT is in none of the ranges",
                "target=both.example.net:PORT|                          403|10.0.0.1:PORT is in none of the ranges",
                "target=nowhere.example.net|                            502|nowhere.example.net: the name has no address"
            })
    void probesWithinTheRangesOnly(String query, int status, String text) throws Exception {
        Route probe = probe("[127.0.0.0/29]", name -> switch (name) {
            case "inside.example.net" -> ips("127.0.0.1");
            case "outside.example.net" -> ips("10.0.0.1");
            case "both.example.net" -> ips("127.0.0.1", "10.0.0.1");
            default -> throw new UnknownHostException(name);
        });
        String port = String.valueOf(required.address().getPort());

        Reply reply = ask(probe, parameters(query.replace("PORT", port)));

        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.body()).contains(text.replace("PORT", port));
    }

    @Test
    void connectsToTheAddressThatWasCheckedWhateverTheNameSaysNext() throws Exception {
        // Another origin stands where the name points to afterwards: it must not be asked.
        try (ServerSocket other =
                new ServerSocket(required.address().getPort(), 1, InetAddress.getByName("127.0.0.2"))) {
            other.setSoTimeout(1);
            Route probe = probe(
                    "[127.0.0.1/32]", name -> lookups.getAndIncrement() == 0 ? ips("127.0.0.1") : ips("127.0.0.2"));

            Reply reply = ask(probe, "target", "rebound.example.net:" + other.getLocalPort());

            assertThat(reply.body())
                    .contains("probe_success 1.0", "address=\"" + at(required) + "\",hostname=\"rebound.example.net\"");
            assertThat(lookups).hasValue(1);
            assertThatThrownBy(other::accept).as("nobody came").isInstanceOf(SocketTimeoutException.class);
            assertThat(ask(probe, "target", "rebound.example.net:" + other.getLocalPort())
                            .status())
                    .as("the next look-up is checked again")
                    .isEqualTo(403);
        }
    }

    @Test
    void asksForHelpWhenTooManyNamesAreLookedUp() throws Exception {
        Route probe = ProbeEndpoint.route(
                agent("[127.0.0.0/8]"),
                this::nothing,
                task -> {
                    throw new RejectedExecutionException("full");
                },
                Clock.systemUTC());

        assertThat(ask(probe, "target", "any.example.net").status()).isEqualTo(503);
    }

    @Test
    void showsTheAttemptsToWhoDebugs() throws Exception {
        Reply reply = ask(
                probe("configured", this::nothing),
                "target",
                at(optional),
                "hostname",
                "b.example.com",
                "debug",
                "true");

        assertThat(reply.contentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(reply.body())
                .contains("b.example.com  optional  fail (expected required)")
                .containsPattern("leaf: accepted \\(http\\): 200 OK, TLSv1.3, certificate requested, connect [0-9.]+")
                .containsPattern("none: accepted \\(http\\): 200 OK")
                .containsPattern("forged: refused \\(tls-late\\): alert 48 unknown_ca")
                .contains("critical NOT_ENFORCED  ", "What Prometheus would have been told:", "probe_success 0.0");
    }

    @Test
    void endsInTimeForTheScrape() throws Exception {
        try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Route probe = probe("[127.0.0.1/32]", this::nothing);
            Map<String, List<String>> headers = Map.of("x-prometheus-scrape-timeout-seconds", List.of("1"));
            long start = System.nanoTime();

            Reply reply =
                    ask(probe, headers, "target", "127.0.0.1:" + hanging.getLocalPort(), "hostname", "x.example.com");

            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(1000);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body())
                    .contains("probe_success 0.0", "mode=\"unreachable\"")
                    .doesNotContain("as_expected{");
        }
    }

    private Route probe(String targets, Lookups.Lookup lookup) throws Exception {
        return ProbeEndpoint.route(agent(targets), lookup, Runnable::run, Clock.systemUTC());
    }

    /** Watches the origins without a schedule, so that only what a test asks for is looked at. */
    private Agent agent(String targets) throws Exception {
        Path file = Files.writeString(
                folder.resolve("originpull.yaml"), """
                identity: {certificate: leaf.pem, private-key: leaf.key, ca: origin-pull-ca.pem}
                origins:
                  - {hostname: app.example.com, addresses: ["%1$s"], expect: required}
                  - {hostname: b.example.com, addresses: ["%2$s", "lost.example.net:1"], expect: required}
                  - {hostname: c.example.com, addresses: ["%2$s"]}
                probe: {scheduled: false}
                web: {probe-targets: %3$s}
                """.formatted(at(required), at(optional), targets));
        Exposition exposition = new Exposition();
        open.push(exposition);
        Agent agent = Agent.start(
                Settings.load(file),
                before -> Settings.load(file, before),
                Optional.empty(),
                new Agent.Surroundings(
                        new Judge(Remedies.NONE, chain -> false),
                        exposition.meters(),
                        "originpull/test",
                        name -> {
                            throw new UnknownHostException(name);
                        },
                        Clock.systemUTC()));
        open.push(agent);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!agent.isReady()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
        return agent;
    }

    private InetAddress[] nothing(String name) throws UnknownHostException {
        lookups.incrementAndGet();
        throw new UnknownHostException(name);
    }

    private static InetAddress[] ips(String... texts) throws UnknownHostException {
        InetAddress[] ips = new InetAddress[texts.length];
        for (int i = 0; i < texts.length; i++) {
            ips[i] = InetAddress.getByName(texts[i]);
        }
        return ips;
    }

    private static String[] parameters(String query) {
        List<String> words = new ArrayList<>();
        for (String parameter : query.strip().replace("SHARED", at(optional)).split("&", -1)) {
            words.addAll(List.of((parameter + "=").split("=", -1)).subList(0, 2));
        }
        return words.toArray(String[]::new);
    }

    private static Reply ask(Route route, String... parameters) throws Exception {
        return ask(route, Map.of(), parameters);
    }

    private static Reply ask(Route route, Map<String, List<String>> headers, String... parameters) throws Exception {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            query.put(parameters[i], List.of(parameters[i + 1]));
        }
        Response response = route.endpoint()
                .answer(new Request("GET", "/probe", query, headers))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        response.body().writeTo(body);
        return new Reply(response.status(), response.contentType(), body.toString(StandardCharsets.UTF_8));
    }

    private static String at(DemoOrigin origin) {
        return "127.0.0.1:" + origin.address().getPort();
    }
}
