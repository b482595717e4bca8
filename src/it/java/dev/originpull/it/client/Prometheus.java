package dev.originpull.it.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.originpull.it.process.Await;
import dev.originpull.it.process.Daemon;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real Prometheus on a free port of 127.0.0.1. */
public final class Prometheus implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();

    private final int port;
    private final Daemon daemon;

    private Prometheus(int port, Daemon daemon) {
        this.port = port;
        this.daemon = daemon;
    }

    /**
     * Starts it.
     *
     * @param home an empty directory, for its configuration and what it stores
     */
    public static Prometheus start(Path home, String configuration) throws IOException {
        Program program = Program.require("prometheus");
        Files.createDirectories(home);
        Path file = Files.writeString(home.resolve("prometheus.yml"), configuration);
        int port = FreePort.next();
        List<String> words = List.of(
                program.path().toString(),
                "--config.file=" + file,
                "--storage.tsdb.path=" + home.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn");
        Prometheus prometheus = new Prometheus(port, Daemon.start(words, Map.of(), home, port, START));
        if (!Await.until(START, () -> prometheus.get("/-/ready").statusCode() == 200)) {
            prometheus.close();
            throw new IllegalStateException(
                    "Prometheus is never ready: " + Files.readString(home.resolve("output.log")));
        }
        return prometheus;
    }

    /** The value of an expression that comes to one number; not a number where it comes to nothing. */
    public double number(String expression) {
        JsonNode result = ask("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result");
        return result.isEmpty()
                ? Double.NaN
                : Double.parseDouble(result.path(0).path("value").path(1).asText());
    }

    /** The alerts that are firing. */
    public List<JsonNode> firing() {
        List<JsonNode> firing = new ArrayList<>();
        for (JsonNode alert : ask("/api/v1/alerts").path("alerts")) {
            if (alert.path("state").asText().equals("firing")) {
                firing.add(alert);
            }
        }
        return firing;
    }

    /** The URLs that it scrapes for a job. */
    public List<URI> scraped(String job) {
        List<URI> urls = new ArrayList<>();
        for (JsonNode target : ask("/api/v1/targets?state=active").path("activeTargets")) {
            if (target.path("labels").path("job").asText().equals(job)) {
                urls.add(URI.create(target.path("scrapeUrl").asText()));
            }
        }
        return urls;
    }

    private JsonNode ask(String path) {
        HttpResponse<String> response = get(path);
        try {
            return JSON.readTree(response.body()).path("data");
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON from " + response.uri() + ": " + response.body(), e);
        }
    }

    private HttpResponse<String> get(String path) {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        try {
            return CLIENT.send(
                    HttpRequest.newBuilder(uri).timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + uri, e);
        }
    }

    @Override
    public void close() {
        daemon.close();
    }
}
