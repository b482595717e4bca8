package dev.originpull.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FairLaneTest {
    private final Deque<Runnable> pool = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();
    private final FairLane lane = new FairLane(pool::add, 4);

    @Test
    void givesClientsTheirTurnOneAfterTheOther() {
        ask("a", 1);
        ask("a", 2);
        ask("a", 3);
        ask("b", 1);

        runPool();

        assertThat(ran).containsExactly("a1", "b1", "a2", "a3");
    }

    @Test
    void aFloodDisplacesItsOwnAndNobodyElses() {
        List<CompletableFuture<Boolean>> flood =
                IntStream.rangeClosed(1, 9).mapToObj(n -> ask("flood", n)).toList();
        assertThat(flood.subList(0, 4)).noneMatch(CompletableFuture::isDone);
        assertThat(flood.subList(4, 9)).allMatch(FairLaneTest::isRejected);

        CompletableFuture<Boolean> known = ask("known", 1);

        assertThat(flood.get(3)).as("the youngest of the flood makes room").matches(FairLaneTest::isRejected);
        runPool();
        assertThat(known).isCompletedWithValue(true);
        assertThat(ran).containsExactly("flood1", "known1", "flood2", "flood3");
    }

    @Test
    void anErrorInOneCheckEndsNoOther() {
        CompletableFuture<Boolean> failing = lane.run("a", () -> {
                    throw new NoClassDefFoundError("a/Class");
                })
                .toCompletableFuture();
        CompletableFuture<Boolean> next = ask("b", 1);

        runPool();

        assertThat(failing).isCompletedExceptionally();
        assertThat(next).isCompletedWithValue(true);
        CompletableFuture<Boolean> later = ask("c", 1);
        runPool();
        assertThat(later).isCompletedWithValue(true);
    }

    @Test
    void refusesOneMoreWhereAllHaveOne() {
        List.of("a", "b", "c", "d").forEach(client -> ask(client, 1));

        assertThat(ask("e", 1)).matches(FairLaneTest::isRejected);

        runPool();
        assertThat(ran).hasSize(4);
        assertThat(ask("e", 2)).as("there is room again").isNotDone();
    }

    @Test
    void goesOnAfterABug() {
        CompletableFuture<Boolean> bug = lane.run("a", () -> {
                    throw new IllegalStateException("bug");
                })
                .toCompletableFuture();
        ask("a", 2);

        runPool();

        assertThat(bug).isCompletedExceptionally();
        assertThat(ran).containsExactly("a2");
    }

    @Test
    void rejectsAllWhenThePoolTakesNone() {
        AtomicInteger asked = new AtomicInteger();
        FairLane full = new FairLane(
                task -> {
                    asked.incrementAndGet();
                    throw new RejectedExecutionException("full");
                },
                4);

        assertThat(full.run("a", () -> true).toCompletableFuture()).matches(FairLaneTest::isRejected);
        assertThat(full.run("a", () -> true).toCompletableFuture()).matches(FairLaneTest::isRejected);
        assertThat(asked).as("each time anew").hasValue(2);
    }

    @Test
    void losesNoneOfManyThreads() throws InterruptedException, ExecutionException, TimeoutException {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            FairLane busy = new FairLane(threads, 10_000);
            AtomicInteger count = new AtomicInteger();
            List<CompletableFuture<Boolean>> all = new ArrayList<>();
            List<CompletableFuture<Void>> asking = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String client = "client" + thread;
                asking.add(CompletableFuture.runAsync(() -> {
                    for (int n = 0; n < 2_000; n++) {
                        CompletableFuture<Boolean> result = busy.run(client, () -> count.incrementAndGet() > 0)
                                .toCompletableFuture();
                        synchronized (all) {
                            all.add(result);
                        }
                    }
                }));
            }
            CompletableFuture.allOf(asking.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
            assertThat(count).hasValue(8_000);
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,      192.0.2.2,       false",
        "192.0.2.1,      192.0.2.1,       true",
        "2001:db8::1,    2001:db8::2,     true",
        "2001:db8::1,    2001:db8:0:1::1, false",
        "::ffff:192.0.2.1, 192.0.2.1,     true",
    })
    void countsAnIpv6NetworkAsOneClient(String one, String other, boolean same) throws UnknownHostException {
        assertThat(client(one).equals(client(other))).isEqualTo(same);
    }

    @Test
    void takesAnAddressThatIsUnknownForAClient() {
        assertThat(FairLane.client(null)).isEmpty();
    }

    private static String client(String ip) throws UnknownHostException {
        return FairLane.client(new InetSocketAddress(InetAddress.getByName(ip), 50_000));
    }

    private CompletableFuture<Boolean> ask(String client, int number) {
        return lane.run(client, () -> ran.add(client + number)).toCompletableFuture();
    }

    private void runPool() {
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
    }

    private static boolean isRejected(CompletableFuture<Boolean> result) {
        return result.isCompletedExceptionally()
                && result.handle((done, failure) -> failure instanceof RejectedExecutionException)
                        .join();
    }
}
