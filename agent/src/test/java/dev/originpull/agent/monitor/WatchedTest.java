package dev.originpull.agent.monitor;

import static dev.originpull.agent.monitor.Looks.optional;
import static dev.originpull.agent.monitor.Looks.required;
import static dev.originpull.agent.monitor.Looks.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Outcome;
import dev.originpull.agent.verdict.Verdict;
import dev.originpull.configgen.catalog.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchedTest {
    private static final Watch WATCH = Looks.watch("app.example.com", "192.0.2.1:443");
    private static final Outcomes USUAL = new Outcomes(Outcome.ACCEPTED, Outcome.REFUSED);

    private final Watched watched = new Watched(WATCH);

    @Test
    void announcesTheFirstLook() {
        assertThat(watched.standing().look()).isEmpty();

        assertThat(watched.take(WATCH, required(0))).isEqualTo(Watched.Effect.FIRST);

        assertThat(watched.standing().look()).contains(required(0));
        assertThat(watched.standing().changedAt()).contains(Looks.START);
    }

    @Test
    void believesAChangeOnTheSecondLookOnly() {
        watched.take(WATCH, required(0));
        assertThat(watched.take(WATCH, required(60))).isEqualTo(Watched.Effect.NONE);

        assertThat(watched.take(WATCH, optional(120))).isEqualTo(Watched.Effect.UNCONFIRMED);

        assertThat(watched.standing().look()).contains(required(60));
        assertThat(watched.standing().unconfirmed()).isTrue();
        assertThat(watched.standing().probedAt()).contains(at(120));

        assertThat(watched.take(WATCH, optional(125))).isEqualTo(Watched.Effect.CHANGED);

        assertThat(watched.standing().look()).contains(optional(125));
        assertThat(watched.standing().unconfirmed()).isFalse();
        assertThat(watched.standing().history())
                .containsExactly(
                        new Change(at(0), Mode.REQUIRED, Verdict.PASS),
                        new Change(at(125), Mode.OPTIONAL, Verdict.FAIL));
    }

    @Test
    void forgetsALookThatWasNotConfirmed() {
        watched.take(WATCH, required(0));
        watched.take(WATCH, unreachable(60));

        assertThat(watched.take(WATCH, required(65))).isEqualTo(Watched.Effect.NONE);

        assertThat(watched.standing().unconfirmed()).isFalse();
        assertThat(watched.standing().history()).hasSize(1);
    }

    @Test
    void announcesAFlappingOriginAsTheWorstThatWasSeen() {
        watched.take(WATCH, required(0));
        watched.take(WATCH, optional(60));
        watched.take(WATCH, required(120));

        assertThat(watched.take(WATCH, optional(180))).isEqualTo(Watched.Effect.CHANGED);
        assertThat(watched.take(WATCH, required(240))).isEqualTo(Watched.Effect.NONE);
        assertThat(watched.take(WATCH, optional(300))).isEqualTo(Watched.Effect.NONE);

        assertThat(watched.standing().look()).map(Look::mode).contains(Mode.OPTIONAL);
        assertThat(watched.standing().history()).hasSize(2);
    }

    @Test
    void announcesTheWorstOfThreeThingsThatAFlappingOriginDoes() {
        watched.take(WATCH, required(0));
        watched.take(WATCH, optional(60));
        watched.take(WATCH, unreachable(120));

        assertThat(watched.take(WATCH, required(180))).isEqualTo(Watched.Effect.CHANGED);

        assertThat(watched.standing().look()).contains(optional(60));
        assertThat(watched.standing().changedAt()).contains(at(180));
    }

    @Test
    void calmsDownAfterFlapping() {
        for (int n = 0; n < 6; n++) {
            watched.take(WATCH, n % 2 == 0 ? required(n) : optional(n));
        }
        for (int n = 6; n < 14; n++) {
            watched.take(WATCH, required(n));
        }
        assertThat(watched.standing().look()).contains(required(13));
    }

    @Test
    void boundsTheHistory() {
        for (int n = 0; n < 100; n++) {
            watched.take(WATCH, n / 10 % 2 == 0 ? required(n) : optional(n));
        }
        for (int n = 0; n < 1000; n += 10) {
            for (int again = 0; again < 10; again++) {
                watched.take(WATCH, n / 10 % 2 == 0 ? required(100 + n) : optional(100 + n));
            }
        }
        List<Change> history = watched.standing().history();
        assertThat(history).hasSize(Standing.MOST_CHANGES);
        assertThat(history.get(history.size() - 1).at()).isAfterOrEqualTo(at(1090));
    }

    @Test
    void forgetsWhatWasSeenWhenItIsWatchedForSomethingElse() {
        watched.take(WATCH, required(0));
        watched.met(USUAL);
        Watch other = Looks.expecting(WATCH, Optional.of(Stage.OPTIONAL));

        watched.watchFor(other);

        assertThat(watched.standing().look()).isEmpty();
        assertThat(watched.standing().history()).hasSize(1);
        assertThat(watched.mayGlance(10)).isFalse();
        assertThat(watched.take(WATCH, optional(1)))
                .as("a look that began before")
                .isEqualTo(Watched.Effect.NONE);
        assertThat(watched.standing().look()).isEmpty();
        assertThat(watched.stillSo(USUAL, at(2))).isFalse();
        assertThat(watched.take(other, optional(3))).isEqualTo(Watched.Effect.FIRST);
    }

    @Test
    void presentsTheForgedCertificateInEverySoManyThLook() {
        watched.take(WATCH, required(0));
        watched.met(USUAL);

        assertThat(watched.mayGlance(1)).isFalse();
        assertThat(watched.mayGlance(3)).isTrue();
        assertThat(watched.stillSo(USUAL, at(60))).isTrue();
        assertThat(watched.mayGlance(3)).isTrue();
        assertThat(watched.stillSo(USUAL, at(120))).isTrue();
        assertThat(watched.mayGlance(3)).as("the third look").isFalse();
        assertThat(watched.standing().probedAt()).contains(at(120));
        assertThat(watched.standing().look()).map(Look::at).contains(at(120));
        watched.take(WATCH, required(180));
        assertThat(watched.mayGlance(3)).isTrue();
    }

    @Test
    void looksWholeWhereAGlanceMeetsSomethingElseOrNotAllIsWell() {
        watched.take(WATCH, required(0));
        assertThat(watched.mayGlance(10)).as("nothing is known yet").isFalse();
        watched.met(USUAL);

        assertThat(watched.stillSo(new Outcomes(Outcome.ACCEPTED, Outcome.ACCEPTED), at(60)))
                .isFalse();
        watched.take(WATCH, optional(61));
        assertThat(watched.mayGlance(10)).as("while it is unconfirmed").isFalse();
        watched.take(WATCH, optional(62));
        assertThat(watched.mayGlance(10)).as("while it is not as expected").isFalse();
    }

    @Test
    void takesUpWhatAnEarlierProcessKnew() {
        List<Change> history = List.of(new Change(at(-1000), Mode.REQUIRED, Verdict.PASS));

        watched.restore(
                new StateFile.Memory(Optional.of(Stage.REQUIRED), Optional.of(required(-50)), at(-40), history));

        assertThat(watched.standing().look()).contains(required(-50));
        assertThat(watched.standing().probedAt()).contains(at(-40));
        assertThat(watched.take(WATCH, required(0))).isEqualTo(Watched.Effect.NONE);
        assertThat(watched.standing().changedAt()).contains(at(-1000));
        assertThat(watched.take(WATCH, optional(10))).isEqualTo(Watched.Effect.UNCONFIRMED);
    }

    @Test
    void keepsOnlyTheHistoryOfAnOriginThatIsMeantToDoSomethingElseNow() {
        List<Change> history = List.of(new Change(at(-1000), Mode.REQUIRED, Verdict.PASS));

        watched.restore(
                new StateFile.Memory(Optional.of(Stage.OPTIONAL), Optional.of(required(-50)), at(-40), history));

        assertThat(watched.standing().look()).isEmpty();
        assertThat(watched.standing().history()).isEqualTo(history);
        assertThat(watched.take(WATCH, required(0))).isEqualTo(Watched.Effect.FIRST);
        assertThat(watched.standing().changedAt()).as("nothing changed").contains(at(-1000));
    }

    private static Instant at(long second) {
        return Looks.START.plusSeconds(second);
    }
}
