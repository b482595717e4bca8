package dev.originpull.configgen.install;

import dev.originpull.configgen.catalog.Driving;
import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.Existing;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.Located;
import dev.originpull.configgen.locate.Locator;
import dev.originpull.configgen.locate.Logging;
import dev.originpull.configgen.run.CommandRunner;
import dev.originpull.configgen.run.Ran;
import dev.originpull.configgen.run.ServerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host with a server that does what its files say since its last reload: the stage of the fragment, where the user's file takes it up.
 */
final class FakeHost {
    static final Listener ADDRESS = new Listener("127.0.0.1", 443);
    /** The same server, from outside. */
    static final Listener BEYOND = new Listener("192.0.2.1", 443);

    static final String SITE = "server {\n  server_name app.example.com;\n}\n";
    private static final String HOOK = "include {folder}/{hostname};";
    private static final Pattern EXISTING =
            Pattern.compile("(ssl_verify_client|ssl_client_certificate|ssl_crl)\\s[^;]*;");
    private static final Pattern STAGE = Pattern.compile("stage ([a-z]+)\n");

    final Path site = Path.of("/etc/nginx/site");
    final Folders folders;
    CutDisk disk;
    private String running = "off";
    /** Words that the test says no to. */
    String poison = "poison";
    /** The server takes up nothing. */
    boolean deaf;
    /** How long the server takes to do what it has read. */
    Duration lag = Duration.ZERO;

    Pace pace = new Pace(Duration.ofMillis(5), Duration.ofMillis(1), Duration.ofMillis(1));
    /** What other hostnames do that the server serves, by their names. */
    final Map<String, String> neighbours = new LinkedHashMap<>();
    /** What answers instead of the server; anything may happen there. */
    Optional<Question> probe = Optional.empty();

    /** What the watchdog was given beside its usual time. */
    Duration proof = Duration.ZERO;

    private final Queue<Read> read = new ArrayDeque<>();

    /** A configuration that the server has read, and does from then on. */
    private record Read(String stage, long from) {}

    private FakeHost(Path state) {
        this.folders = new Folders(Path.of("/etc/originpull/nginx"), state);
        this.disk = new CutDisk(Faults.none());
        disk.put(site, SITE, "root");
    }

    /** @param state an empty folder, for the lock */
    static FakeHost in(Path state) throws IOException {
        return new FakeHost(Files.createDirectories(state));
    }

    Installer installer(Faults faults) {
        disk = disk.under(faults);
        Driving driving = new Driving(
                "/etc/nginx/nginx.conf",
                "fake",
                List.of("fake"),
                List.of("test"),
                List.of("dump"),
                List.of("reload"),
                List.of("start"),
                Optional.empty(),
                HOOK);
        CommandRunner runner = (command, limit) -> {
            faults.pass("run " + command);
            return ran(command);
        };
        return new Installer(
                ServerProgram.of("Fake", Path.of("/x"), driving, runner, Duration.ofSeconds(1)),
                locator(),
                folders,
                disk,
                (address, hostname, expected) -> probe.isPresent()
                        ? probe.get().ask(address, hostname, expected)
                        : answer(address, hostname, faults),
                (change, proof) -> {
                    faults.pass("arm");
                    this.proof = proof;
                    return new Guard.Armed() {
                        @Override
                        public String description() {
                            return "in two minutes";
                        }

                        @Override
                        public void disarm() {
                            // Nothing runs.
                        }
                    };
                },
                Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC),
                pace);
    }

    Question.Answer answer(Listener address, String hostname, Faults faults) {
        String mode = address.equals(BEYOND)
                ? "unreachable"
                : faults.happens("ask " + address)
                        ? "inconclusive"
                        : Optional.ofNullable(neighbours.get(hostname)).orElseGet(this::mode);
        return new Question.Answer(mode, "so it is");
    }

    private Ran ran(List<String> command) {
        String words = String.join(" ", command);
        boolean bad = all().contains(poison);
        if (words.endsWith("reload") && !bad && !deaf || words.endsWith("start")) {
            read.add(new Read(configured(), System.nanoTime() + lag.toNanos()));
        }
        boolean said = words.endsWith("reload") || !bad;
        return new Ran(command, OptionalInt.of(said ? 0 : 1), said ? "" : "it is poisoned");
    }

    private Locator locator() {
        return (hostname, hook) -> {
            String text = disk.text(site).orElse("");
            return new Located(
                    List.of(new Block(
                            site,
                            1,
                            text.indexOf('}'),
                            List.of(ADDRESS),
                            List.of("app.example.com"),
                            Block.Match.EXACT,
                            false,
                            text.contains(hook),
                            existing(text),
                            Logging.NONE)),
                    List.of(),
                    List.of(),
                    List.of(),
                    neighbours.keySet().stream()
                            .map(name -> new Located.Bystander(name, ADDRESS))
                            .toList(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        };
    }

    private List<Existing> existing(String text) {
        return EXISTING.matcher(text)
                .results()
                .map(found -> new Existing(
                        found.group(1),
                        found.group(),
                        site,
                        (int) text.substring(0, found.start()).lines().count(),
                        found.start(),
                        found.end(),
                        found.group(1).equals("ssl_crl")))
                .toList();
    }

    private String all() {
        return disk.text(site).orElse("") + disk.text(fragment()).orElse("");
    }

    Path fragment() {
        return folders.fragments().resolve("app.example.com.conf");
    }

    /** What the files on disk say. */
    String configured() {
        Matcher stage = STAGE.matcher(disk.text(fragment()).orElse(""));
        boolean hooked = disk.text(site).orElse("").contains("include");
        return hooked && stage.find() ? stage.group(1) : "off";
    }

    /** What the running server does. */
    String mode() {
        while (!read.isEmpty() && read.element().from() - System.nanoTime() <= 0) {
            running = read.remove().stage();
        }
        return running;
    }

    /** Whether nothing that it has read is still to come. */
    boolean doesWhatItRead() {
        return read.isEmpty();
    }

    /** The machine comes up again: the disk has what was forced, the server starts by itself. */
    void cutPower() {
        disk.cutPower();
        read.clear();
        running = configured();
    }
}
