package dev.originpull.it.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.originpull.it.process.Await;
import dev.originpull.it.process.Daemon;
import dev.originpull.it.process.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** {@code originpull serve} from the distribution, in a process of its own, on a free port of 127.0.0.1. */
public final class RunningAgent implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();

    private final Path home;
    private final int port;
    private final Daemon daemon;

    private RunningAgent(Path home, int port, Daemon daemon) {
        this.home = home;
        this.port = port;
        this.daemon = daemon;
    }

    /** What it answered. */
    public record Answer(int status, String body) {}

    /**
     * Starts it, and waits until it is ready.
     *
     * @param home where its configuration is written, and its log
     * @param configuration originpull.yaml, without {@code web.listen}
     */
    public static RunningAgent start(Path home, String configuration) throws IOException {
        return start(home, configuration, List.of());
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param before what the program is started by, as {@code env A=B}
     */
    public static RunningAgent start(Path home, String configuration, List<String> before) throws IOException {
        return start(home, configuration, before, FreePort.next());
    }

    /** The same on a port that the test chose. */
    public static RunningAgent start(Path home, String configuration, List<String> before, int port)
            throws IOException {
        Files.createDirectories(home);
        Path file = Files.writeString(home.resolve("originpull.yaml"), configuration);
        List<String> words = new ArrayList<>(before);
        words.addAll(List.of(
                Distribution.built().program().toString(),
                "serve",
                "--config",
                file.toString(),
                "--listen",
                "127.0.0.1:" + port));
        RunningAgent agent = new RunningAgent(home, port, Daemon.start(words, Map.of(), home, port, START));
        if (!Await.until(START, () -> agent.get("/-/ready").status() == 200)) {
            agent.close();
            throw new IllegalStateException("never ready: " + agent.log());
        }
        return agent;
    }

    public int port() {
        return port;
    }

    /** For signals, and for a look at the process. */
    public Daemon daemon() {
        return daemon;
    }

    public Answer get(String path) {
        return ask(request(path).GET().build());
    }

    public Answer post(String path) {
        return ask(request(path).POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(ANSWER);
    }

    private static Answer ask(HttpRequest request) {
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + request.uri(), e);
        }
    }

    /** Replaces the configuration; it is not told. */
    public void configure(String configuration) throws IOException {
        Path fresh = Files.writeString(home.resolve("originpull.yaml.new"), configuration);
        Files.move(
                fresh,
                home.resolve("originpull.yaml"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** The elements of {@code /api/v1/origins}. */
    public List<JsonNode> origins() {
        try {
            List<JsonNode> origins = new ArrayList<>();
            JSON.readTree(get("/api/v1/origins").body()).path("origins").forEach(origins::add);
            return origins;
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON", e);
        }
    }

    /** How many origins are in this mode, as announced. */
    public long count(String mode) {
        return origins().stream()
                .filter(origin -> origin.path("mode").asText().equals(mode))
                .filter(RunningAgent::isSeen)
                .count();
    }

    /** Whether all have been looked at. */
    public boolean hasSeenAll() {
        return origins().stream().allMatch(RunningAgent::isSeen);
    }

    private static boolean isSeen(JsonNode origin) {
        return !origin.path("probedAt").isNull();
    }

    /** The sum of all series that begin so, such as a name, or a name and the labels that follow it; 0 where there is none. */
    public double metric(String start) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line ->
                        line.startsWith(start + " ") || line.startsWith(start + "{") || line.startsWith(start + ","))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** What it printed. */
    public String log() {
        try {
            return Files.readString(home.resolve("output.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long threads() {
        return entries("task");
    }

    public long descriptors() {
        return entries("fd");
    }

    private long entries(String folder) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + daemon.pid(), folder))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to end, and waits for that. */
    public OptionalInt end(Duration limit) {
        daemon.signal("TERM");
        return daemon.awaitEnd(limit);
    }

    @Override
    public void close() {
        daemon.close();
    }
}
