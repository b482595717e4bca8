package dev.originpull.agent.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SteadinessTest {
    /** P required and as expected, F optional and not, U unreachable; the newest last. */
    @ParameterizedTest
    @CsvSource({
        "P, P,        P, true",
        "P, PF,       P, false",
        "P, PFF,      F, true",
        "P, PFP,      P, true",
        "P, PU,       P, false",
        "P, PUF,      P, false",
        "P, PUFF,     F, true",
        "F, FFFFFFFP, F, false",
        "F, FFFFFFPP, P, true",
        "P, PFPF,     F, true",
        "F, PFPFPP,   F, true",
        "F, FPFPPPPP, F, true",
        "F, PFPPPPPP, P, true",
        "P, PUPUPUPU, U, true",
        "U, UPUPFPUP, F, true"
    })
    void believesWhatIsSeenTwiceAndTakesWhoGoesToAndFroForTheWorst(
            String announced, String recent, String then, boolean confirmed) {
        List<Sight> seen = recent.chars().mapToObj(SteadinessTest::sight).toList();

        Steadiness.Decision decision = Steadiness.decide(sight(announced.charAt(0)), seen);

        assertThat(decision).isEqualTo(new Steadiness.Decision(sight(then.charAt(0)), confirmed));
    }

    private static Sight sight(int letter) {
        return switch (letter) {
            case 'P' -> new Sight(Mode.REQUIRED, Verdict.PASS);
            case 'F' -> new Sight(Mode.OPTIONAL, Verdict.FAIL);
            default -> new Sight(Mode.UNREACHABLE, Verdict.UNKNOWN);
        };
    }
}
