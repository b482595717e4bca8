package dev.originpull.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.config.Hostname;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class OriginProbeTest {
    private static final Origin ORIGIN =
            new Origin(new InetSocketAddress("127.0.0.1", 443), new Hostname("app.example.com"));

    private Ending ending = new Ending.TimedOut(Phase.ANSWER, 0);
    private Duration took = Duration.ZERO;
    private final List<Duration> limits = new ArrayList<>();

    private final Prober prober = new Prober() {
        @Override
        public CompletionStage<Observation> attempt(Attempt attempt, Duration limit) {
            limits.add(limit);
            return CompletableFuture.completedFuture(new Observation(
                    attempt,
                    Optional.empty(),
                    Optional.empty(),
                    ending,
                    new Timings(Duration.ZERO, Duration.ZERO, took)));
        }

        @Override
        public void close() {}
    };

    private static Plan times(int count) {
        return soFar -> soFar.size() < count
                ? Optional.of(new Attempt(ORIGIN, Identity.NONE, Approach.https(ORIGIN, "/")))
                : Optional.empty();
    }

    @Test
    void carriesThePlanOutInOrder() {
        List<Observation> seen = OriginProbe.run(prober, times(3), Duration.ofSeconds(5))
                .toCompletableFuture()
                .join();

        assertThat(seen).hasSize(3);
    }

    @Test
    void leavesEachAttemptHalfOfWhatIsLeftUntilTheOriginAnswers() {
        OriginProbe.run(prober, times(3), Duration.ofSeconds(4))
                .toCompletableFuture()
                .join();

        assertThat(limits)
                .allSatisfy(limit -> assertThat(limit).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2)));
    }

    @Test
    void givesFairSharesOnceTheOriginHasAnswered() {
        ending = new Ending.Answered(200, "");
        took = Duration.ofMillis(30);

        OriginProbe.run(prober, times(3), Duration.ofSeconds(5))
                .toCompletableFuture()
                .join();

        assertThat(limits.subList(1, 3)).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void waitsLongerForASlowOrigin() {
        ending = new Ending.Answered(200, "");
        took = Duration.ofMillis(500);

        OriginProbe.run(prober, times(2), Duration.ofSeconds(5))
                .toCompletableFuture()
                .join();

        assertThat(limits.get(1)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void givesUpAnAttemptThatDoesNotEnd() {
        Prober silent = new Prober() {
            @Override
            public CompletionStage<Observation> attempt(Attempt attempt, Duration limit) {
                return new CompletableFuture<>();
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };

        List<Observation> seen = OriginProbe.run(silent, times(1), Duration.ofMillis(100))
                .toCompletableFuture()
                .join();

        assertThat(seen)
                .singleElement()
                .satisfies(one -> assertThat(one.ending()).isInstanceOf(Ending.Hindered.class));
    }

    @Test
    void failsWhereThePlanDoesInsteadOfWaitingForEver() {
        Plan broken = soFar -> {
            if (soFar.isEmpty()) {
                return times(1).next(soFar);
            }
            throw new IllegalStateException("a bug");
        };

        assertThat(OriginProbe.run(prober, broken, Duration.ofSeconds(5)).toCompletableFuture())
                .isCompletedExceptionally();
    }

    @Test
    void beginsNoAttemptThatCouldOnlyFailForLackOfTime() {
        assertThat(OriginProbe.run(prober, times(3), Duration.ofMillis(1))
                        .toCompletableFuture()
                        .join())
                .isEmpty();
    }
}
