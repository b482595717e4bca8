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

/** Probes by a process that makes them when it is asked for {@code /probe} over HTTP, as Prometheus does. */
final class ProbeRequests implements Contender {
    private final String who;
    private final long pid;
    private final boolean compiles;
    private final List<URI> probes;
    private final String wanted;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newFixedThreadPool(Turns.CONCURRENCY);

    /**
     * Requests in turn for some probes.
     *
     * @param who is asked, for messages
     * @param pid of the process whose CPU time is taken
     * @param compiles as in {@link Contender#compiles}
     * @param probes one an address
     * @param wanted a line of the answer, without which a probe did not do what it is meant to cost
     */
    ProbeRequests(String who, long pid, boolean compiles, List<URI> probes, String wanted) {
        this.who = who;
        this.pid = pid;
        this.compiles = compiles;
        this.probes = List.copyOf(probes);
        this.wanted = wanted;
    }

    @Override
    public boolean compiles() {
        return compiles;
    }

    @Override
    public Cost run(int attempts) throws BenchException, InterruptedException {
        Duration before = ProcFiles.cpuOf(pid);
        long began = System.nanoTime();
        List<Callable<Boolean>> shares = new ArrayList<>();
        for (int thread = 0; thread < Turns.CONCURRENCY; thread++) {
            int first = thread;
            shares.add(() -> share(first, attempts));
        }
        try {
            for (Future<Boolean> share : threads.invokeAll(shares)) {
                if (!share.get()) {
                    throw new BenchException(who + ": a probe failed; try " + probes.get(0) + "&debug=true.");
                }
            }
        } catch (ExecutionException e) {
            throw new BenchException(who + ": " + e.getCause() + ".", e);
        }
        return new Cost(attempts, ProcFiles.cpuOf(pid).minus(before), Duration.ofNanos(System.nanoTime() - began));
    }

    /** Every so manieth attempt, from the first one on. */
    private boolean share(int first, int attempts) throws IOException, InterruptedException {
        for (int i = first; i < attempts; i += Turns.CONCURRENCY) {
            HttpRequest request =
                    HttpRequest.newBuilder(probes.get(i % probes.size())).build();
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
