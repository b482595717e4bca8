package dev.originpull.agent.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs checks one after the other on some thread of a pool, those of different clients in turn. When too many wait, the client that
 * has the most of them loses its youngest: a flood from one address displaces itself, not others. Thread-safe.
 */
final class FairLane {
    private static final int IPV6_NETWORK_BYTES = 8;

    private final Executor pool;
    private final int mostWaiting;
    /** The next client first; each has one check or more. */
    private final Map<String, Deque<Waiting>> clients = new LinkedHashMap<>();

    private int waiting;
    private boolean running;

    FairLane(Executor pool, int mostWaiting) {
        this.pool = pool;
        this.mostWaiting = mostWaiting;
    }

    private record Waiting(BooleanSupplier check, CompletableFuture<Boolean> result) {
        void run() {
            try {
                result.complete(check.getAsBoolean());
            } catch (RuntimeException | Error bug) {
                // Thrown on, it would end the lane, and every later check would wait for ever.
                result.completeExceptionally(bug);
            }
        }

        void reject() {
            result.completeExceptionally(new RejectedExecutionException("too many checks are waiting"));
        }
    }

    /** What counts as one client: an IPv4 address, or an IPv6 network of 64 bits, as any site has that many addresses. */
    static String client(@Nullable SocketAddress peer) {
        InetAddress ip = peer instanceof InetSocketAddress socket ? socket.getAddress() : null;
        if (ip == null) {
            return "";
        }
        return ip instanceof Inet6Address
                ? HexFormat.of().formatHex(ip.getAddress(), 0, IPV6_NETWORK_BYTES)
                : ip.getHostAddress();
    }

    /**
     * Runs a check when it is this client's turn.
     *
     * @return fails with a {@link RejectedExecutionException} when there is no room for it
     */
    CompletionStage<Boolean> run(String client, BooleanSupplier check) {
        Waiting mine = new Waiting(check, new CompletableFuture<>());
        boolean start;
        Optional<Waiting> displaced = Optional.empty();
        synchronized (this) {
            if (waiting >= mostWaiting) {
                displaced = displacedBy(client);
                if (displaced.isEmpty()) {
                    mine.reject();
                    return mine.result();
                }
                waiting--;
            }
            clients.computeIfAbsent(client, any -> new ArrayDeque<>()).add(mine);
            waiting++;
            start = !running;
            running = true;
        }
        displaced.ifPresent(Waiting::reject);
        if (start) {
            start();
        }
        return mine.result();
    }

    /** Takes out the youngest of who has the most, unless this client would then have as many. */
    private Optional<Waiting> displacedBy(String client) {
        Deque<Waiting> own = clients.get(client);
        int ownAfterwards = own == null ? 1 : own.size() + 1;
        return clients.values().stream()
                .max(Comparator.comparingInt(Deque::size))
                .filter(most -> most.size() > ownAfterwards)
                .map(Deque::removeLast);
    }

    private void start() {
        try {
            pool.execute(this::runAll);
        } catch (RejectedExecutionException e) {
            rejectAll();
        }
    }

    private void rejectAll() {
        for (Waiting check = next(); check != null; check = next()) {
            check.reject();
        }
    }

    private void runAll() {
        for (Waiting check = next(); check != null; check = next()) {
            check.run();
        }
    }

    private synchronized @Nullable Waiting next() {
        Iterator<Map.Entry<String, Deque<Waiting>>> first = clients.entrySet().iterator();
        if (!first.hasNext()) {
            running = false;
            return null;
        }
        Map.Entry<String, Deque<Waiting>> turn = first.next();
        String client = turn.getKey();
        Deque<Waiting> checks = turn.getValue();
        first.remove();
        Waiting check = checks.remove();
        waiting--;
        if (!checks.isEmpty()) {
            clients.put(client, checks);
        }
        return check;
    }
}
