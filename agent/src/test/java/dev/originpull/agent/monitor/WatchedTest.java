package dev.originpull.agent.monitor;

import static dev.originpull.agent.monitor.Looks.optional;
import static dev.originpull.agent.monitor.Looks.required;
import static dev.originpull.agent.monitor.Looks.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Outcome;
import dev.originpull.agent.verdict.Verdict;
import dev.originpull.configgen.catalog.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatchedTest {
    private static final Watch WATCH = Looks.watch("app.example.com", "192.0.2.1:443");
    private static final Outcomes USUAL = new Outcomes(Outcome.ACCEPTED, Outcome.REFUSED);

    private final Watched watched = new Watched(WATCH);

    @Test
    void announcesTheFirstLook() {
        assertThat(standing().look()).isEmpty();

        assertThat(take(WATCH, required(0))).isEqualTo(Watched.Effect.FIRST);

        assertThat(standing().look()).contains(required(0));
        assertThat(standing().changedAt()).contains(Looks.START);
    }

    @Test
    void believesAChangeOnTheSecondLookOnly() {
        take(WATCH, required(0));
        assertThat(take(WATCH, required(60))).isEqualTo(Watched.Effect.NONE);

        assertThat(take(WATCH, optional(120))).isEqualTo(Watched.Effect.UNCONFIRMED);

        assertThat(standing().look()).contains(required(60));
        assertThat(standing().unconfirmed()).isTrue();
        assertThat(standing().probedAt()).contains(at(120));

        assertThat(take(WATCH, optional(125))).isEqualTo(Watched.Effect.CHANGED);

        assertThat(standing().look()).contains(optional(125));
        assertThat(standing().unconfirmed()).isFalse();
        assertThat(standing().history())
                .containsExactly(
                        new Change(at(0), Mode.REQUIRED, Verdict.PASS),
                        new Change(at(125), Mode.OPTIONAL, Verdict.FAIL));
    }

    @Test
    void forgetsALookThatWasNotConfirmed() {
        take(WATCH, required(0));
        take(WATCH, unreachable(60));

        assertThat(take(WATCH, required(65))).isEqualTo(Watched.Effect.NONE);

        assertThat(standing().unconfirmed()).isFalse();
        assertThat(standing().history()).hasSize(1);
    }

    @Test
    void announcesAFlappingOriginAsTheWorstThatWasSeen() {
        take(WATCH, required(0));
        take(WATCH, optional(60));
        take(WATCH, required(120));

        assertThat(take(WATCH, optional(180))).isEqualTo(Watched.Effect.CHANGED);
        assertThat(take(WATCH, required(240))).isEqualTo(Watched.Effect.NONE);
        assertThat(take(WATCH, optional(300))).isEqualTo(Watched.Effect.NONE);

        assertThat(standing().look()).map(Look::mode).contains(Mode.OPTIONAL);
        assertThat(standing().history()).hasSize(2);
    }

    @Test
    void announcesTheWorstOfThreeThingsThatAFlappingOriginDoes() {
        take(WATCH, required(0));
        take(WATCH, optional(60));
        take(WATCH, unreachable(120));

        assertThat(take(WATCH, required(180))).isEqualTo(Watched.Effect.CHANGED);

        assertThat(standing().look()).contains(optional(60));
        assertThat(standing().changedAt()).contains(at(180));
    }

    @Test
    void calmsDownAfterFlapping() {
        for (int n = 0; n < 6; n++) {
            take(WATCH, n % 2 == 0 ? required(n) : optional(n));
        }
        for (int n = 6; n < 14; n++) {
            take(WATCH, required(n));
        }
        assertThat(standing().look()).contains(required(13));
    }

    @Test
    void boundsTheHistory() {
        for (int n = 0; n < 100; n++) {
            take(WATCH, n / 10 % 2 == 0 ? required(n) : optional(n));
        }
        for (int n = 0; n < 1000; n += 10) {
            for (int again = 0; again < 10; again++) {
                take(WATCH, n / 10 % 2 == 0 ? required(100 + n) : optional(100 + n));
            }
        }
        List<Change> history = standing().history();
        assertThat(history).hasSize(Standing.MOST_CHANGES);
        assertThat(history.get(history.size() - 1).at()).isAfterOrEqualTo(at(1090));
    }

    @Test
    void forgetsWhatWasSeenWhenItIsWatchedForSomethingElse() {
        take(WATCH, required(0));
        watched.met(USUAL);
        Watch other = Looks.expecting(WATCH, Optional.of(Stage.OPTIONAL));

        watched.watchFor(other);

        assertThat(standing().look()).isEmpty();
        assertThat(standing().history()).hasSize(1);
        assertThat(watched.mayGlance(10)).isFalse();
        assertThat(take(WATCH, optional(1))).as("a look that began before").isEqualTo(Watched.Effect.NONE);
        assertThat(standing().look()).isEmpty();
        assertThat(watched.stillSo(USUAL, at(2))).isFalse();
        assertThat(take(other, optional(3))).isEqualTo(Watched.Effect.FIRST);
    }

    @Test
    void presentsTheForgedCertificateInEverySoManyThLook() {
        take(WATCH, required(0));
        watched.met(USUAL);

        assertThat(watched.mayGlance(1)).isFalse();
        assertThat(watched.mayGlance(3)).isTrue();
        assertThat(watched.stillSo(USUAL, at(60))).isTrue();
        assertThat(watched.mayGlance(3)).isTrue();
        assertThat(watched.stillSo(USUAL, at(120))).isTrue();
        assertThat(watched.mayGlance(3)).as("the third look").isFalse();
        assertThat(standing().probedAt()).contains(at(120));
        assertThat(standing().look()).map(Look::at).contains(at(120));
        take(WATCH, required(180));
        assertThat(watched.mayGlance(3)).isTrue();
    }

    @Test
    void looksWholeWhereAGlanceMeetsSomethingElseOrNotAllIsWell() {
        take(WATCH, required(0));
        assertThat(watched.mayGlance(10)).as("nothing is known yet").isFalse();
        watched.met(USUAL);

        assertThat(watched.stillSo(new Outcomes(Outcome.ACCEPTED, Outcome.ACCEPTED), at(60)))
                .isFalse();
        take(WATCH, optional(61));
        assertThat(watched.mayGlance(10)).as("while it is unconfirmed").isFalse();
        take(WATCH, optional(62));
        assertThat(watched.mayGlance(10)).as("while it is not as expected").isFalse();
    }

    @Test
    void takesUpWhatAnEarlierProcessKnew() {
        List<Change> history = List.of(new Change(at(-1000), Mode.REQUIRED, Verdict.PASS));

        watched.restore(
                new StateFile.Memory(Optional.of(Stage.REQUIRED), Optional.of(required(-50)), at(-40), history),
                Looks.START);

        assertThat(standing().look()).contains(required(-50));
        assertThat(standing().probedAt()).contains(at(-40));
        assertThat(take(WATCH, required(0))).isEqualTo(Watched.Effect.NONE);
        assertThat(standing().changedAt()).contains(at(-1000));
        assertThat(take(WATCH, optional(10))).isEqualTo(Watched.Effect.UNCONFIRMED);
    }

    @Test
    void keepsOnlyTheHistoryOfAnOriginThatIsMeantToDoSomethingElseNow() {
        List<Change> history = List.of(new Change(at(-1000), Mode.REQUIRED, Verdict.PASS));

        watched.restore(
                new StateFile.Memory(Optional.of(Stage.OPTIONAL), Optional.of(required(-50)), at(-40), history),
                Looks.START);

        assertThat(standing().look()).isEmpty();
        assertThat(standing().history()).isEqualTo(history);
        assertThat(take(WATCH, required(0))).isEqualTo(Watched.Effect.FIRST);
        assertThat(standing().changedAt()).as("nothing changed").contains(at(-1000));
    }

    private static Instant at(long second) {
        return Looks.START.plusSeconds(second);
    }

    @Test
    void announcesAFirstLookThatCouldNotTellOnlyOnceItIsSeenAgain() {
        assertThat(take(WATCH, inconclusive(0))).isEqualTo(Watched.Effect.UNCONFIRMED);
        assertThat(standing().look()).contains(inconclusive(0));
        assertThat(standing().history()).isEmpty();

        Watched.Taken second = watched.take(WATCH, required(5));

        assertThat(second.effect()).isEqualTo(Watched.Effect.FIRST);
        assertThat(second.before()).as("no change is announced").isEmpty();
        assertThat(standing().unconfirmed()).isFalse();
        assertThat(standing().history()).containsExactly(new Change(at(5), Mode.REQUIRED, Verdict.PASS));
        assertThat(take(WATCH, required(60))).isEqualTo(Watched.Effect.NONE);
    }

    @Test
    void announcesWhatCouldNotBeToldTwice() {
        take(WATCH, inconclusive(0));

        assertThat(take(WATCH, inconclusive(5))).isEqualTo(Watched.Effect.FIRST);
        assertThat(take(WATCH, required(60))).isEqualTo(Watched.Effect.UNCONFIRMED);
        Watched.Taken changed = watched.take(WATCH, required(65));

        assertThat(changed.effect()).isEqualTo(Watched.Effect.CHANGED);
        assertThat(changed.before()).contains(Mode.INCONCLUSIVE);
        assertThat(changed.look()).isEqualTo(required(65));
    }

    @Test
    void keepsNoLookAtAnOriginThatIsRemoved() {
        take(WATCH, required(0));
        take(WATCH, optional(60));

        watched.remove();

        assertThat(take(WATCH, optional(65))).isEqualTo(Watched.Effect.NONE);
        assertThat(standing().look()).contains(required(0));
    }

    @Test
    void isAsOldAsAClockSaysThatOnlyGoesForward() {
        AtomicLong nanos = new AtomicLong(-5);
        Watched here = new Watched(WATCH, nanos::get);
        assertThat(here.isProbedWithin(Duration.ofDays(1))).as("never probed").isFalse();

        here.take(WATCH, required(7200));
        nanos.addAndGet(Duration.ofMinutes(3).toNanos());
        assertThat(here.isProbedWithin(Duration.ofMinutes(3))).isTrue();
        nanos.incrementAndGet();
        assertThat(here.isProbedWithin(Duration.ofMinutes(3))).isFalse();
    }

    @Test
    void takesTheAgeOfWhatAnEarlierProcessSawFromTheMachinesClock() {
        StateFile.Memory memory =
                new StateFile.Memory(Optional.of(Stage.REQUIRED), Optional.of(required(-50)), at(-40), List.of());

        watched.restore(memory, at(0));
        assertThat(watched.isProbedWithin(Duration.ofSeconds(39))).isFalse();
        assertThat(watched.isProbedWithin(Duration.ofHours(1))).isTrue();

        watched.restore(memory, at(-4000));
        assertThat(watched.isProbedWithin(Duration.ofMinutes(1)))
                .as("the clock was set back: as if it were now")
                .isTrue();
    }

    private static Look inconclusive(long second) {
        return Looks.look(Mode.INCONCLUSIVE, Verdict.UNKNOWN, second);
    }

    private Watched.Effect take(Watch seenFor, Look look) {
        return watched.take(seenFor, look).effect();
    }

    private Standing standing() {
        return watched.standing(Freshness.CURRENT);
    }
}
