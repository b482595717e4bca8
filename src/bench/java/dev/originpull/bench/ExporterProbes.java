package dev.originpull.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Probes by prometheus-blackbox-exporter, one module of it, asked for over HTTP as Prometheus does. */
final class ExporterProbes implements Contender {
    private final Exporter exporter;
    private final String module;
    private final String wanted;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newFixedThreadPool(Turns.CONCURRENCY);
    private final List<URI> addresses;

    /**
     * @param wanted a line of the answer, without which a probe did not do what it is meant to cost
     */
    ExporterProbes(Exporter exporter, String module, String wanted) {
        this.exporter = exporter;
        this.module = module;
        this.wanted = wanted;
        this.addresses = Fleet.addresses(Turns.ADDRESSES).stream()
                .map(address -> exporter.probe(address, module))
                .toList();
    }

    @Override
    public Cost run(int attempts) throws BenchException, InterruptedException {
        Duration before = ProcFiles.cpuOf(exporter.pid());
        long began = System.nanoTime();
        List<Callable<Boolean>> shares = new ArrayList<>();
        for (int thread = 0; thread < Turns.CONCURRENCY; thread++) {
            int first = thread;
            shares.add(() -> share(first, attempts));
        }
        try {
            for (Future<Boolean> share : threads.invokeAll(shares)) {
                if (!share.get()) {
                    throw new BenchException("blackbox_exporter: a probe with module " + module + " failed; try "
                            + addresses.get(0) + "&debug=true.");
                }
            }
        } catch (ExecutionException e) {
            throw new BenchException("blackbox_exporter: " + e.getCause() + ".", e);
        }
        return new Cost(
                attempts, ProcFiles.cpuOf(exporter.pid()).minus(before), Duration.ofNanos(System.nanoTime() - began));
    }

    /** Every so manieth attempt, from the first one on. */
    private boolean share(int first, int attempts) throws IOException, InterruptedException {
        for (int i = first; i < attempts; i += Turns.CONCURRENCY) {
            HttpRequest request =
                    HttpRequest.newBuilder(addresses.get(i % addresses.size())).build();
            if (!client.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .contains(wanted)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
