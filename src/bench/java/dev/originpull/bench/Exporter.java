package dev.originpull.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A running prometheus-blackbox-exporter with a module for each leaf, and one that finds a closed port. */
final class Exporter implements AutoCloseable {
    /** A module whose probe costs next to nothing: what is left is the price of answering /probe. */
    static final String CLOSED_PORT = "closed_port";

    private final Daemon daemon;
    private final int port;
    private final int targetPort;
    private final int closedPort;

    private Exporter(Daemon daemon, int port, int targetPort, int closedPort) {
        this.daemon = daemon;
        this.port = port;
        this.targetPort = targetPort;
        this.closedPort = closedPort;
    }

    /**
     * Starts it.
     *
     * @param leaves by the name of their module
     */
    static Exporter start(Workshop workshop, Map<String, KeyFiles> leaves, int targetPort)
            throws BenchException, InterruptedException {
        String modules = leaves.entrySet().stream()
                .map(leaf -> module(leaf.getKey(), leaf.getValue()))
                .collect(Collectors.joining());
        Path configuration = workshop.write(
                "blackbox.yml",
                "modules:\n" + modules + "  " + CLOSED_PORT + ": {prober: tcp, timeout: 5s, tcp: "
                        + "{preferred_ip_protocol: ip4}}\n");
        int port = Daemon.freePort();
        Daemon daemon = Daemon.start(
                List.of(
                        Program.EXPORTER.path(),
                        "--config.file=" + configuration,
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=error"),
                port,
                workshop.file("exporter.log"));
        return new Exporter(daemon, port, targetPort, Daemon.freePort());
    }

    /** It verifies no server certificate, which saves it a signature: our prober leaves that to the verdict as well. */
    private static String module(String name, KeyFiles leaf) {
        return Row.text("""
                  %1$s:
                    prober: http
                    timeout: 30s
                    http:
                      preferred_ip_protocol: ip4
                      headers: {Host: %2$s}
                      tls_config: {cert_file: %3$s, key_file: %4$s, server_name: %2$s, insecure_skip_verify: true}
                """, name, Workshop.HOSTNAME, leaf.certificate(), leaf.key());
    }

    /**
     * Requests for probes with a module.
     *
     * @param wanted a line of the answer, without which a probe did not do what it is meant to cost
     */
    Contender probes(String module, String wanted) {
        return new ProbeRequests(
                "blackbox_exporter",
                daemon.pid(),
                false,
                Fleet.addresses(Turns.ADDRESSES).stream()
                        .map(address -> probe(address, module))
                        .toList(),
                wanted);
    }

    /** Where one asks for a probe of an address of the fleet. */
    private URI probe(String address, String module) {
        String target =
                module.equals(CLOSED_PORT) ? address + ":" + closedPort : "https://" + address + ":" + targetPort + "/";
        return URI.create("http://127.0.0.1:" + port + "/probe?module=" + module + "&target=" + target);
    }

    @Override
    public void close() {
        daemon.close();
    }
}
