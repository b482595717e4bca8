package dev.originpull.bench;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.CredentialException;
import dev.originpull.agent.pki.ForgedIdentity;
import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Attempt;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Identities;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Lanes;
import dev.originpull.agent.probe.NettyProber;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.Origin;
import dev.originpull.agent.probe.Prober;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The process whose CPU is taken for ours. For each number that it reads on a line of stdin it makes as many leaf attempts, and
 * answers with a line: {@code done}, or what went wrong.
 */
final class AttemptWorker {
    /** Long: a busy machine is no failure. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private AttemptWorker() {}

    /** Arguments: certificate, key, port, number of addresses, concurrency, event loops. */
    public static void main(String[] arguments) throws IOException, CredentialException {
        Credential leaf = Credential.load(Path.of(arguments[0]), Path.of(arguments[1]), Optional.empty());
        List<Attempt> attempts = attempts(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        int concurrency = Integer.parseInt(arguments[4]);
        Identities identities = new Identities(Optional.of(leaf), ForgedIdentity.copyOf(leaf.leaf()));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Prober prober = new NettyProber(identities, "originpull/bench", Integer.parseInt(arguments[5]))) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                System.out.println(run(prober, attempts, Integer.parseInt(order), concurrency));
            }
        }
    }

    private static List<Attempt> attempts(int port, int addresses) throws IOException {
        List<Attempt> attempts = new ArrayList<>();
        for (String address : Fleet.addresses(addresses)) {
            Origin origin = new Origin(
                    new InetSocketAddress(InetAddress.getByName(address), port), new Hostname(Workshop.HOSTNAME));
            attempts.add(new Attempt(origin, Identity.LEAF, Approach.https(origin, "/")));
        }
        return attempts;
    }

    private static String run(Prober prober, List<Attempt> attempts, int count, int concurrency) {
        List<Attempt> todo = IntStream.range(0, count)
                .mapToObj(i -> attempts.get(i % attempts.size()))
                .toList();
        Tally tally = new Tally();
        Lanes.run(
                        todo,
                        attempt -> attempt.origin().address(),
                        concurrency,
                        attempt -> prober.attempt(attempt, LIMIT).thenAccept(tally::add))
                .toCompletableFuture()
                .join();
        return tally.answer(count);
    }

    /** Counts what ended as a leaf's attempt on an enforcing origin should. */
    private static final class Tally {
        private int good;
        private Optional<Observation> bad = Optional.empty();

        synchronized void add(Observation seen) {
            if (seen.ending() instanceof Ending.Answered answered
                    && answered.status() == 200
                    && seen.tls().isPresent()
                    && seen.tls().get().certificateSent()
                    && !seen.tls().get().serverChain().isEmpty()) {
                good++;
            } else {
                bad = Optional.of(seen);
            }
        }

        synchronized String answer(int expected) {
            return bad.map(seen ->
                            (expected - good) + " of " + expected + " attempts failed, one with " + seen.ending())
                    .orElse("done");
        }
    }
}
