package dev.originpull.agent.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.demo.Behaviour;
import dev.originpull.agent.demo.DemoCertificates;
import dev.originpull.agent.demo.DemoOrigin;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.CredentialFiles;
import dev.originpull.agent.verdict.Judge;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.Remedies;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent with its threads, sockets and files, and with origins in this process. */
class AgentTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NAME = "app.example.com";
    private static final DemoCertificates CERTIFICATES = certificates();
    private static final DemoCertificates STRANGER = certificates();
    private static DemoOrigin required;
    private static DemoOrigin optional;

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Map<String, String> zone = new ConcurrentHashMap<>();
    private final Exposition exposition = new Exposition();
    /** What a name server waits for before it answers for names that begin with slow. */
    private volatile Optional<CountDownLatch> slow = Optional.empty();
    /** What it waits for, however long, before it answers for names that begin with hanging. */
    private volatile Optional<CountDownLatch> hanging = Optional.empty();

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
        exposition.close();
    }

    @Test
    void announcesAChangeOnTheSecondLookOnly() throws Exception {
        Relay relay = opened(Relay.to(required.address()));
        Agent agent = watching(origin(relay.address()), "60s");
        Watch watch = the(agent).watch();
        await("the first look", () -> is(agent, Mode.REQUIRED));
        Instant since = the(agent).changedAt().orElseThrow();

        relay.turnTo(optional.address());
        assertThat(look(agent, watch).mode()).isEqualTo(Mode.OPTIONAL);

        assertThat(the(agent).look()).map(Look::mode).contains(Mode.REQUIRED);
        assertThat(the(agent).unconfirmed()).isTrue();

        assertThat(look(agent, watch).mode()).isEqualTo(Mode.OPTIONAL);

        assertThat(the(agent).look()).map(Look::mode).contains(Mode.OPTIONAL);
        assertThat(the(agent).history()).hasSize(2);
        assertThat(the(agent).changedAt().orElseThrow()).isAfter(since);
    }

    @Test
    void looksAgainSoonOfItsOwnAccordWhereSomethingElseWasSeen() throws Exception {
        Relay relay = opened(Relay.to(required.address()));
        Agent agent = watching(origin(relay.address()), "2s");
        await("the first look", () -> is(agent, Mode.REQUIRED));

        relay.turnTo(optional.address());

        await("the change", () -> is(agent, Mode.OPTIONAL));
    }

    /** That is what ten thousand of them cost; the dictionary has to keep up with what reports say. */
    @Test
    void keepsAReportInAFractionOfItsSize() throws Exception {
        Agent agent = watching(origin(address(required)) + origin(address(optional)), "60s");
        await(
                "the first looks",
                () -> agent.standings().stream().allMatch(each -> each.look().isPresent()));

        assertThat(agent.standings())
                .extracting(each -> each.look().orElseThrow())
                .allSatisfy(look -> assertThat(look.report().size())
                        .as(look.json())
                        .isLessThan(look.json().length() / 6));
    }

    @Test
    void takesUpAllOfAConfigurationOrNothing() throws Exception {
        Relay relay = opened(Relay.to(required.address()));
        Agent agent = watching(origin(relay.address()), "60s");
        await("the first look", () -> is(agent, Mode.REQUIRED));
        Standing before = the(agent);

        write(
                origin(relay.address()) + "  - {hostname: b.example.com, addresses: [127.0.0.1:1], expcet: off}\n",
                "60s");
        ReloadOutcome outcome = reload(agent);

        assertThat(outcome.successful()).isFalse();
        assertThat(outcome.complaints())
                .singleElement()
                .asString()
                .startsWith(folder.resolve("originpull.yaml") + ":")
                .contains("expcet");
        assertThat(agent.standings()).containsExactly(before);

        write(
                "  - {hostname: b.example.com, addresses: [127.0.0.1:1], expect: off}\n" + origin(relay.address()),
                "60s");
        assertThat(reload(agent).successful()).isTrue();

        assertThat(agent.standings())
                .extracting(standing -> standing.watch().hostname().name())
                .containsExactly("b.example.com", NAME);
        assertThat(agent.standings().get(1).look()).isEqualTo(before.look());
        assertThat(agent.standings().get(1).history()).isEqualTo(before.history());
        assertThat(agent.lastReload().lastSuccess()).isAfter(outcome.lastSuccess());
    }

    @Test
    void removedOriginsLeaveNoSeries() throws Exception {
        Agent agent = watching(
                origin(address(required)) + "  - {hostname: b.example.com, addresses: [\"" + address(optional)
                        + "\"], expect: required}\n",
                "60s");
        await(
                "both looks",
                () -> agent.standings().stream()
                        .allMatch(standing -> standing.look().isPresent()));
        assertThat(metrics(agent)).contains("hostname=\"b.example.com\"").contains("originpull_origins 2.0");

        write(origin(address(required)), "60s");
        reload(agent);

        assertThat(metrics(agent)).doesNotContain("b.example.com").contains("originpull_origins 1.0");
        assertThat(metrics(agent).lines().filter(line -> line.contains("hostname=\"" + NAME + "\"")))
                .hasSize(9);
    }

    @Test
    void watchesOnForSomethingElse() throws Exception {
        Agent agent = watching(origin(address(required)), "60s");
        await("the first look", () -> is(agent, Mode.REQUIRED));

        write(origin(address(required)).replace("expect: required", "expect: optional"), "60s");
        reload(agent);

        await(
                "a look by the other measure",
                () -> metrics(agent)
                        .contains("originpull_origin_as_expected{address=\"" + address(required) + "\",hostname=\""
                                + NAME + "\"} 0.0"));
        assertThat(the(agent).history()).hasSize(2);
    }

    @Test
    void beginsToLookWhenTheScheduleIsSwitchedOn() throws Exception {
        write(origin(address(required)), "1s, scheduled: false");
        Agent agent = started();
        Watch watch = the(agent).watch();
        assertThat(look(agent, watch).mode()).as("only when it is asked to").isEqualTo(Mode.REQUIRED);
        assertThat(agent.standings().get(0).look()).isPresent();
        // Its turn comes, and passes.
        await("the turn to pass", elapsed(Duration.ofMillis(1500)));
        Instant asked = the(agent).probedAt().orElseThrow();

        write(origin(address(required)), "1s");
        reload(agent);

        await("a look", () -> the(agent).probedAt().orElseThrow().isAfter(asked));
    }

    @Test
    void looksOnWhileTheNamesOfANewConfigurationAreLookedUp() throws Exception {
        Agent agent = watching(origin(address(required)), "1s");
        await("the first look", () -> is(agent, Mode.REQUIRED));
        // The identity is called otherwise now: until the names are known, origins are looked at with the one from
        // before.
        CountDownLatch answered = new CountDownLatch(1);
        zone.put("slow.example.net", "127.0.0.1");
        slow = Optional.of(answered);
        Files.writeString(folder.resolve("originpull.yaml"), """
                identities: {other: {certificate: leaf.pem, private-key: leaf.key, ca: origin-pull-ca.pem}}
                origins:
                  - {hostname: %s, addresses: ["%s", "slow.example.net:1"], expect: required, identity: other}
                probe: {interval: 1s, timeout: 1s}
                """.formatted(NAME, address(required)));

        var reloading = agent.reload().toCompletableFuture();
        Instant meanwhile = Instant.now();
        await("looks meanwhile", () -> the(agent).probedAt().orElseThrow().isAfter(meanwhile.plusSeconds(2)));

        assertThat(reloading).isNotDone();
        answered.countDown();
        assertThat(reloading.get(30, TimeUnit.SECONDS).successful()).isTrue();
        await("a look as the other one", () -> is(agent, Mode.REQUIRED));
        assertThat(exposition()).contains("originpull_look_failures_total 0.0");
    }

    @Test
    void presentsKeyFilesThatWereReplacedAndNoHalfOfThem() throws Exception {
        replace("leaf.pem", STRANGER.leaf());
        replaceKey(STRANGER.leaf());
        write(origin(address(required)), "1s");
        Files.writeString(
                folder.resolve("originpull.yaml"),
                Files.readString(folder.resolve("originpull.yaml")).replace(", ca: origin-pull-ca.pem", ""));
        Agent agent = started();
        await("the stranger's leaf", () -> is(agent, Mode.MISMATCH));

        replace("leaf.pem", CERTIFICATES.leaf());
        await("the half to be noticed", () -> agent.keyFilesInForce().containsValue(false));

        assertThat(agent.leaves()).extracting(LeafFacts::fingerprint).containsExactly(fingerprint(STRANGER.leaf()));
        assertThat(metrics(agent)).contains("originpull_identity_files_in_force{identity=\"default\"} 0.0");

        replaceKey(CERTIFICATES.leaf());
        await("the new leaf", () -> is(agent, Mode.REQUIRED));

        assertThat(agent.keyFilesInForce()).containsOnly(Map.entry("default", true));
        assertThat(agent.leaves()).extracting(LeafFacts::fingerprint).containsExactly(fingerprint(CERTIFICATES.leaf()));
    }

    @Test
    void followsANameToItsNewAddress() throws Exception {
        zone.put("pool.example.net", "127.0.0.1");
        String port = ":" + required.address().getPort();
        Agent agent = watching(origin("pool.example.net" + port), "1s");
        await("the first address", () -> is(agent, Mode.REQUIRED));

        zone.put("pool.example.net", "127.0.0.77");
        await("the second", () -> the(agent).watch().address().equals("127.0.0.77" + port));

        assertThat(agent.standings()).hasSize(1);
        assertThat(metrics(agent)).doesNotContain("127.0.0.1" + port);
        zone.remove("pool.example.net");
        Instant now = Instant.now();
        await(
                "a look after it was lost",
                () -> the(agent).probedAt().filter(now.plusSeconds(1)::isBefore).isPresent());
        assertThat(the(agent).watch().address()).as("what it had stays").isEqualTo("127.0.0.77" + port);
    }

    @Test
    void probesAtOnceWhatNeedsNoNameServer() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        slow = Optional.of(answered);
        zone.put("slow.example.net", "127.0.0.1");
        write(
                origin(address(required)) + "  - {hostname: b.example.com, addresses: [\"slow.example.net:1\"]}\n",
                "60s");
        Path file = folder.resolve("originpull.yaml");

        Agent agent = opened(Agent.start(
                Settings.load(file), before -> Settings.load(file, before), Optional.empty(), surroundings()));

        await("a look", () -> !agent.standings().isEmpty() && is(agent, Mode.REQUIRED));
        assertThat(agent.isReady()).isFalse();
        assertThat(agent.watches())
                .as("no origin without an address, but one that is looked up")
                .hasSize(1);
        answered.countDown();
        await("the other one", () -> agent.isReady() && agent.watches().size() == 2);
    }

    @Test
    void goesOnWhereAKeyFileBecomesAPipeThatNobodyWritesTo() throws Exception {
        Path state = folder.resolve("state.json");
        write(origin(address(required)), "1s");
        Agent agent = started(Optional.of(state));
        await("the first look", () -> is(agent, Mode.REQUIRED));

        Files.delete(folder.resolve("leaf.key"));
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("leaf.key").toString())
                        .start()
                        .waitFor())
                .isZero();
        await("the trouble", () -> agent.keyFilesInForce().containsValue(false));

        assertThat(reload(agent).complaints()).singleElement().asString().contains("leaf.key is a pipe");
        Files.delete(folder.resolve("leaf.key"));
        replaceKey(CERTIFICATES.leaf());
        await("the key", () -> agent.keyFilesInForce().containsValue(true));
        assertThat(reload(agent).successful()).isTrue();
    }

    @Test
    void keepsItsStateAndReloadsWhileANameServerHangs() throws Exception {
        Path state = folder.resolve("state.json");
        zone.put("slow.example.net", "127.0.0.1");
        write(origin(address(required)), "1s");
        Agent agent = started(Optional.of(state));
        await("the first look", () -> is(agent, Mode.REQUIRED));
        CountDownLatch never = new CountDownLatch(1);
        hanging = Optional.of(never);
        write(
                origin(address(required)) + "  - {hostname: b.example.com, addresses: [\"hanging.example.net:1\"]}\n",
                "1s");
        assertThat(reload(agent).successful()).isTrue();

        await("the state file", () -> Files.isRegularFile(state));
        Instant now = Instant.now();
        write(origin(address(required)), "1s");
        assertThat(reload(agent).successful()).isTrue();
        await("looks meanwhile", () -> the(agent).probedAt().orElseThrow().isAfter(now));
        assertThat(metrics(agent))
                .contains("originpull_housekeeping_last_run_timestamp_seconds{task=\"names\"}")
                .contains("originpull_housekeeping_last_run_timestamp_seconds{task=\"key_files\"}");
        never.countDown();
    }

    /** The look of the second hostname waits behind the first one's, at the same address, when its identity goes. */
    @Test
    void dropsTheLookOfAnOriginThatIsRemovedWhileItWaits() throws Exception {
        Relay relay = opened(Relay.hanging());
        String identities = """
                identities:
                  usual: {certificate: leaf.pem, private-key: leaf.key, ca: origin-pull-ca.pem}
                  gone: {certificate: leaf.pem, private-key: leaf.key}
                origins:
                  - {hostname: a.example.com, addresses: ["%1$s"], identity: usual}
                """.formatted(relay.address());
        Path file = folder.resolve("originpull.yaml");
        Files.writeString(
                file,
                identities + "  - {hostname: b.example.com, addresses: [\"" + relay.address()
                        + "\"], identity: gone}\nprobe: {interval: 4s, timeout: 4s}\n");
        Agent agent = started();
        await("the second to wait", () -> exposition().contains("originpull_looks_waiting 1.0"));

        Files.writeString(file, identities.replaceFirst(" +gone: .*\n", "") + "probe: {interval: 4s, timeout: 4s}\n");
        assertThat(reload(agent).successful()).isTrue();
        int taken = relay.taken();
        await("the first to end", () -> exposition().contains("originpull_looks_waiting 0.0"));

        await("its next turn", () -> relay.taken() > taken);
        assertThat(exposition()).contains("originpull_look_failures_total 0.0");
        assertThat(agent.standings()).hasSize(1);
    }

    @Test
    void neverConnectsTwiceAtATimeToAnAddress() throws Exception {
        Relay relay = opened(Relay.hanging());
        Agent agent = watching(
                origin(relay.address()) + "  - {hostname: b.example.com, addresses: [\"" + relay.address() + "\"]}\n",
                "4s");
        await("the scheduled look", () -> relay.taken() == 1);

        for (Standing standing : agent.standings()) {
            Duration shorterThanTheFirstAttempt = Duration.ofMillis(300);
            assertThat(agent.lookNow(standing.watch(), shorterThanTheFirstAttempt))
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .isInstanceOf(ExecutionException.class)
                    .withCauseInstanceOf(TimeoutException.class);
        }

        assertThat(relay.taken()).isOne();
    }

    @Test
    void endsWhileOriginsHangAndManyWaitWithoutCallingItABug() throws Exception {
        Relay relay = opened(Relay.hanging());
        StringBuilder origins = new StringBuilder();
        IntStream.range(0, 50)
                .forEach(n -> origins.append("  - {hostname: h")
                        .append(n)
                        .append(".example.com, addresses: [\"")
                        .append(relay.address())
                        .append("\"]}\n"));
        Agent agent = watching(origins.toString(), "5s, concurrency: 1");
        await("the first look", () -> relay.taken() > 0);
        await("others to wait", () -> !exposition().contains("originpull_looks_waiting 0.0"));

        agent.close(Duration.ofMillis(100));

        assertThat(exposition()).contains("originpull_look_failures_total 0.0");
        assertThat(agent.reload()).as("nothing is reloaded any more").isCompletedExceptionally();
    }

    @Test
    void remembersOverARestartSinceWhenItIsSo() throws Exception {
        Path state = folder.resolve("state.json");
        write(origin(address(required)), "60s");
        Agent first = started(Optional.of(state));
        await("the first look", () -> is(first, Mode.REQUIRED));
        Standing before = the(first);
        first.close(Duration.ofSeconds(5));
        assertThat(state).isRegularFile();

        Agent second = started(Optional.of(state));

        assertThat(the(second).changedAt()).isEqualTo(before.changedAt());
        assertThat(the(second).look().map(Look::json)).isEqualTo(before.look().map(Look::json));
        await(
                "another look",
                () -> the(second)
                        .probedAt()
                        .orElseThrow()
                        .isAfter(before.probedAt().orElseThrow()));
        assertThat(the(second).changedAt()).isEqualTo(before.changedAt());
    }

    private InetAddress[] lookUp(String name) throws UnknownHostException {
        if (name.startsWith("hanging") && hanging.isPresent()) {
            try {
                hanging.get().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (name.startsWith("slow") && slow.isPresent()) {
            try {
                slow.get().await(4, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (!zone.containsKey(name)) {
            throw new UnknownHostException(name);
        }
        return new InetAddress[] {InetAddress.getByName(zone.get(name))};
    }

    private Agent watching(String origins, String interval) throws Exception {
        write(origins, interval);
        return started();
    }

    private Agent started() throws Exception {
        return started(Optional.empty());
    }

    private Agent started(Optional<Path> state) throws Exception {
        Path file = folder.resolve("originpull.yaml");
        Agent agent =
                opened(Agent.start(Settings.load(file), before -> Settings.load(file, before), state, surroundings()));
        await("the origins to have their place", agent::isReady);
        return agent;
    }

    private Agent.Surroundings surroundings() {
        return new Agent.Surroundings(
                new Judge(Remedies.NONE, chain -> false),
                exposition.meters(),
                "originpull/test",
                this::lookUp,
                Clock.systemUTC());
    }

    private void write(String origins, String interval) throws IOException {
        Files.writeString(
                folder.resolve("originpull.yaml"),
                "identity: {certificate: leaf.pem, private-key: leaf.key, ca: origin-pull-ca.pem}\norigins:\n" + origins
                        + "probe: {interval: " + interval + "}\n");
    }

    private static String origin(String address) {
        return "  - {hostname: " + NAME + ", addresses: [\"" + address + "\"], expect: required}\n";
    }

    private static String address(DemoOrigin origin) {
        return "127.0.0.1:" + origin.address().getPort();
    }

    private static Standing the(Agent agent) {
        return agent.standings().get(0);
    }

    private static boolean is(Agent agent, Mode mode) {
        return the(agent).look().map(Look::mode).filter(Predicate.isEqual(mode)).isPresent();
    }

    private static OriginReport look(Agent agent, Watch watch) throws Exception {
        return agent.lookNow(watch, SOON).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static ReloadOutcome reload(Agent agent) throws Exception {
        return agent.reload().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static String metrics(Agent agent) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PrometheusTextFormatWriter.create().write(out, new AgentCollector(agent, "1", "2").collect());
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String exposition() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            exposition.write("text/plain", out);
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void replace(String name, Credential credential) throws IOException {
        Path fresh = folder.resolve("fresh.pem");
        CredentialFiles.writeCertificates(fresh, credential.chain());
        Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void replaceKey(Credential credential) throws IOException {
        Path fresh = folder.resolve("fresh.key");
        CredentialFiles.writeKey(fresh, credential.key());
        Files.move(
                fresh, folder.resolve("leaf.key"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String fingerprint(Credential credential) {
        return LeafFacts.of("any", credential.leaf()).fingerprint();
    }

    private static BooleanSupplier elapsed(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        return () -> System.nanoTime() - end >= 0;
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for %s", what).isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private <T extends AutoCloseable> T opened(T it) {
        open.push(it);
        return it;
    }

    private static DemoCertificates certificates() {
        return DemoCertificates.issue(new Hostname(NAME), Clock.systemUTC());
    }
}
