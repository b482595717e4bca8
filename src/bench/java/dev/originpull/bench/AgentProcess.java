package dev.originpull.bench;

import dev.originpull.agent.pki.KeyType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A running {@code originpull serve}, as the distribution starts it, that watches origins of the fleet. */
final class AgentProcess implements AutoCloseable {
    /** The first start makes the class archive, and fifty thousand origins are read. */
    private static final Duration START = Duration.ofMinutes(2);

    private static final double KIB_PER_MIB = 1024;

    private final Daemon daemon;
    private final int port;
    private final List<String> addresses;
    private final Path output;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private AgentProcess(Daemon daemon, int port, List<String> addresses, Path output) {
        this.daemon = daemon;
        this.port = port;
        this.addresses = addresses;
        this.output = output;
    }

    /**
     * Starts it.
     *
     * @param origins how many, each a hostname with an address of its own
     * @param probe the value of {@code probe:}
     */
    static AgentProcess start(Workshop workshop, Fleet fleet, Path originpull, int origins, String probe)
            throws BenchException, InterruptedException {
        int port = Daemon.freePort();
        List<String> addresses = Fleet.addresses(origins).stream()
                .map(address -> address + ":" + fleet.port())
                .toList();
        String name = "serve-" + origins;
        Path configuration = workshop.write(name + ".yaml", configuration(workshop, name, port, addresses, probe));
        List<String> words = List.of(originpull.toString(), "serve", "--config", configuration.toString());
        Path output = workshop.file(name + ".log");
        return new AgentProcess(Daemon.start(words, port, output, START), port, addresses, output);
    }

    private static String configuration(Workshop workshop, String name, int port, List<String> addresses, String probe)
            throws BenchException {
        KeyFiles leaf = workshop.leaf(KeyType.P256);
        String head = Row.text("""
                identity: {certificate: %s, private-key: %s}
                probe: %s
                web: {listen: "127.0.0.1:%d"}
                state-file: %s.jsonl.gz
                origins:
                """, leaf.certificate(), leaf.key(), probe, port, name);
        return head
                + IntStream.range(0, addresses.size())
                        .mapToObj(i -> Row.text(
                                "  - {hostname: %s, addresses: [\"%s\"], expect: required}\n",
                                hostname(i), addresses.get(i)))
                        .collect(Collectors.joining());
    }

    /** Of the i-th origin; the server's certificate is for all of them. */
    private static String hostname(int i) {
        return "shop-" + i + Workshop.DOMAIN;
    }

    /**
     * Requests for probes of what it watches.
     *
     * @param wanted a line of the answer, without which a probe did not do what it is meant to cost
     */
    Contender probes(String wanted) {
        List<URI> probes = IntStream.range(0, addresses.size())
                .mapToObj(i -> at("/probe?target=" + addresses.get(i) + "&hostname=" + hostname(i)))
                .toList();
        return new ProbeRequests("originpull serve", daemon.pid(), true, probes, wanted);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** What it has used until now, start and end included. */
    Duration cpu() throws BenchException {
        return ProcFiles.cpuOf(daemon.pid());
    }

    /** The memory that it has in RAM now. */
    double residentMib() throws BenchException {
        return ProcFiles.residentKib(daemon.pid()).orElse(0) / KIB_PER_MIB;
    }

    /** The most memory that it ever had in RAM, its start included. */
    double peakMib() throws BenchException {
        return ProcFiles.peakResidentKib(daemon.pid()).orElse(0) / KIB_PER_MIB;
    }

    Scrape scrape(boolean gzip) throws BenchException, InterruptedException {
        try {
            return Scrape.of(client, at("/metrics"), gzip);
        } catch (IOException e) {
            throw new BenchException(
                    "originpull serve: /metrics: " + e.getMessage() + ".\n" + Command.printed(output), e);
        }
    }

    @Override
    public void close() {
        daemon.close();
    }
}
