package dev.originpull.agent.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong clock = new AtomicLong(17);
    private final Schedule<Integer> schedule = new Schedule<>("test", MINUTE, (slot, late) -> {}, clock::get);
    /** By thing: the seconds in which it had its turn. */
    private final Map<Integer, List<Long>> turns = new HashMap<>();

    @Test
    void spreadsTurnsOverTheInterval() {
        IntStream.range(0, 6000).forEach(schedule::add);

        pass(180);

        for (int second = 60; second < 180; second++) {
            assertThat(turnsIn(second)).as("second %s", second).isBetween(90L, 110L);
        }
        assertThat(turns)
                .hasSize(6000)
                .allSatisfy((thing, when) -> assertThat(when).hasSizeBetween(2, 4));
    }

    @Test
    void lookAtAFewAtOnceButNotInABurst() {
        IntStream.range(0, 20).forEach(schedule::add);

        pass(3);

        assertThat(turns).hasSize(20);
        assertThat(turnsIn(0)).isLessThanOrEqualTo(12);
    }

    @Test
    void beginsWithoutABurstWhenThereAreMany() {
        IntStream.range(0, 6000).forEach(schedule::add);

        pass(61);

        for (int second = 0; second < 60; second++) {
            assertThat(turnsIn(second)).as("second %s", second).isLessThanOrEqualTo(120);
        }
        assertThat(turns).hasSize(6000);
    }

    @Test
    void leavesTheTurnsOfOthersWhereTheyAreWhenSomeComeAndGo() {
        List<Schedule.Slot<Integer>> slots = new ArrayList<>();
        IntStream.range(0, 100).forEach(thing -> slots.add(schedule.add(thing)));
        pass(120);
        Map<Integer, Long> before = new HashMap<>();
        turns.forEach((thing, when) -> before.put(thing, when.get(when.size() - 1) % 60));
        turns.clear();

        slots.subList(0, 50).forEach(schedule::remove);
        IntStream.range(100, 150).forEach(schedule::add);
        pass(60);

        assertThat(turns.keySet())
                .doesNotContainAnyElementsOf(IntStream.range(0, 50).boxed().toList());
        before.keySet().removeIf(thing -> thing < 50);
        assertThat(before)
                .hasSize(50)
                .allSatisfy((thing, second) ->
                        assertThat(turns.get(thing)).as("thing %s", thing).containsExactly(second + 120));
    }

    @Test
    void comesBackSoonerWhenAskedTo() {
        Schedule.Slot<Integer> slot = schedule.add(7);
        pass(10);
        turns.clear();

        schedule.again(slot, Duration.ofSeconds(5));
        pass(6);

        assertThat(turns.get(7)).containsExactly(15L);
    }

    @Test
    void tellsHowLateATurnIs() {
        schedule.add(7);
        clock.addAndGet(3 * SECOND);
        List<Duration> lateness = new ArrayList<>();

        schedule.takeDue((slot, late) -> lateness.add(late));

        assertThat(lateness).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void skipsTurnsThatWereMissedInsteadOfMakingUpForThem() {
        schedule.add(7);
        clock.addAndGet(600 * SECOND);

        pass(60);

        assertThat(turns.get(7)).hasSizeLessThanOrEqualTo(2);
    }

    private void pass(int seconds) {
        for (int tenth = 0; tenth < seconds * 10; tenth++) {
            schedule.takeDue((slot, late) -> {
                turns.computeIfAbsent(slot.thing(), thing -> new ArrayList<>()).add(clock.get() / SECOND);
                schedule.again(slot);
            });
            clock.addAndGet(SECOND / 10);
        }
    }

    private long turnsIn(long second) {
        return turns.values().stream()
                .flatMap(List::stream)
                .filter(when -> when == second)
                .count();
    }
}
