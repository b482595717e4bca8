package dev.originpull.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.configgen.install.Outcome;
import dev.originpull.configgen.locate.LocateException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExitTest {
    static List<Arguments> outcomes() {
        return List.of(
                Arguments.of(new Outcome.Applied("000001"), 0),
                Arguments.of(new Outcome.Unchanged("so already"), 0),
                Arguments.of(new Outcome.Refused("a gate"), 4),
                Arguments.of(new Outcome.Undone("no reload"), 4),
                Arguments.of(new Outcome.Broken("dead", List.of()), 1));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void tellsByItsCodeWhatCameOfAChange(Outcome outcome, int code) {
        assertThat(Exit.of(outcome).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN_HOSTNAME, 2", "UNREADABLE, 2", "UNDECIDABLE, 4"})
    void tellsByItsCodeWhyNobodyWasFound(LocateException.Reason reason, int code) {
        assertThat(Exit.of(new LocateException(reason, "what, where, what to do"))
                        .code())
                .isEqualTo(code);
    }
}
