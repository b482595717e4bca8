package dev.originpull.agent.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.config.ProbeSettings;
import dev.originpull.agent.verdict.Mode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large fleets of which many or all origins drop packets, with a clock that is moved by hand: quarters of an hour in a second. */
class DeadFleetTest {
    private static final ProbeSettings USUAL = ProbeSettings.DEFAULT;
    private static final Duration STEP = Duration.ofMillis(50);
    /** A connection may take half of an attempt's time, which is half of the check's: about the same time as the threshold of slow. */
    private static final Duration DROPPED = USUAL.timeout().dividedBy(4);

    private static final Duration ANSWERED = Duration.ofMillis(15);

    private final PriorityQueue<Ending> endings = new PriorityQueue<>(Comparator.comparingLong(Ending::at));
    private final Random random = new Random(20261128);
    private final List<Watched> fleet = new ArrayList<>();
    private final List<Throwable> bugs = new ArrayList<>();
    private long now = -12345;
    private IntPredicate isDead = n -> false;
    private final Turns turns = new Turns(
            USUAL, this::check, (watched, bug) -> bugs.add(bug), new Meters(new SimpleMeterRegistry()), () -> now);

    private record Ending(long at, Runnable run) {}

    @ParameterizedTest
    @ValueSource(ints = {2_500, 10_000})
    void keepsTheSeriesOfAFleetThatIsCutOff(int size) {
        watch(size);
        pass(Duration.ofMinutes(3));
        assertThat(fleet.stream().filter(watched -> mode(watched) != Mode.REQUIRED))
                .isEmpty();
        isDead = n -> true;
        Duration round = DROPPED.multipliedBy(size).dividedBy(USUAL.concurrency());
        Duration settled = round.plus(USUAL.interval()).plus(Duration.ofSeconds(30));
        long everUnreachable = 0;

        for (int minute = 0; minute < 20; minute++) {
            pass(Duration.ofMinutes(1));
            long unreachable = fleet.stream()
                    .filter(watched -> mode(watched) == Mode.UNREACHABLE)
                    .filter(watched -> turns.freshness(watched) != Freshness.STALE)
                    .count();
            assertThat(unreachable).as("no series goes, in minute %d", minute).isGreaterThanOrEqualTo(everUnreachable);
            everUnreachable = unreachable;
            // While the fleet goes, each origin is checked twice, as a change has to be seen twice.
            boolean going = Duration.ofMinutes(minute).compareTo(settled.plus(round)) < 0;
            Duration longest = going ? settled.plus(round) : settled;
            assertThat(fleet.stream().filter(watched -> !watched.isProbedWithin(longest)))
                    .as("not checked in their turn, in minute %d", minute)
                    .isEmpty();
        }

        assertThat(everUnreachable).isEqualTo(size);
        assertThat(bugs).isEmpty();
    }

    @Test
    void checksTheQuickOnTimeThoughHalfOfTheFleetIsDead() {
        watch(6_000);
        isDead = n -> n % 2 == 0;
        pass(Duration.ofMinutes(15));

        for (int n = 0; n < 10; n++) {
            pass(Duration.ofSeconds(30));
            for (int i = 0; i < fleet.size(); i++) {
                Duration longest =
                        i % 2 == 0 ? Duration.ofMinutes(4) : USUAL.interval().plusSeconds(5);
                assertThat(fleet.get(i).isProbedWithin(longest))
                        .as("origin %d", i)
                        .isTrue();
            }
        }
    }

    @Test
    void forgetsAnOriginWhoseCheckNeverEnds() {
        watch(10);
        pass(Duration.ofMinutes(2));
        isDead = n -> n == 3;
        endless = true;

        pass(Duration.ofMinutes(10));

        assertThat(turns.freshness(fleet.get(3))).as("fails closed").isEqualTo(Freshness.STALE);
        assertThat(turns.freshness(fleet.get(4))).isEqualTo(Freshness.CURRENT);
    }

    private boolean endless;

    private void watch(int size) {
        for (int n = 0; n < size; n++) {
            Watched watched = new Watched(
                    Looks.watch(
                            "h" + n + ".example.com", "10." + n / 62_500 + "." + n / 250 % 250 + "." + (n % 250 + 1)),
                    () -> now);
            fleet.add(watched);
            turns.add(watched);
        }
    }

    private static Mode mode(Watched watched) {
        return watched.standing(Freshness.CURRENT).look().orElseThrow().mode();
    }

    private CompletionStage<Looker.Looked> check(Watched watched, ProbeSettings settings) {
        CompletableFuture<Looker.Looked> looked = new CompletableFuture<>();
        boolean dead = isDead.test(numberOf(watched));
        if (dead && endless) {
            return looked;
        }
        // On either side of the threshold, as timers are.
        long took = dead ? DROPPED.toNanos() + random.nextInt(-750_000, 750_000) : ANSWERED.toNanos();
        endings.add(new Ending(now + took, () -> {
            watched.took(dead);
            Watched.Taken taken =
                    watched.take(watched.watch(), dead ? Looks.unreachable(now / 1_000_000_000) : Looks.required(0));
            looked.complete(new Looker.Looked(taken.effect(), Optional.of(taken.look()), taken.before()));
        }));
        return looked;
    }

    private static int numberOf(Watched watched) {
        String name = watched.watch().hostname().name();
        return Integer.parseInt(name.substring(1, name.indexOf('.')));
    }

    private void pass(Duration time) {
        for (long until = now + time.toNanos(); now < until; ) {
            long step = now + STEP.toNanos();
            turns.takeDue();
            while (!endings.isEmpty() && endings.peek().at <= step) {
                Ending next = endings.remove();
                now = next.at;
                next.run.run();
            }
            now = step;
        }
    }
}
