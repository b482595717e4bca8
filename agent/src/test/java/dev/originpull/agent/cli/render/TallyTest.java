package dev.originpull.agent.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.report.Result;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TallyTest {
    @ParameterizedTest
    @MethodSource("tallies")
    void countsAndFindsTheWorst(List<Result> results, int exit, String summary) {
        Tally tally = new Tally();
        results.forEach(tally::add);

        assertThat(tally.worst().code()).isEqualTo(exit);
        assertThat(tally.summary()).isEqualTo(summary);
    }

    static Stream<Arguments> tallies() {
        return Stream.of(
                Arguments.of(List.of(), 0, "0 origins"),
                Arguments.of(List.of(Reports.required()), 0, "1 origin: 1 as expected"),
                Arguments.of(List.of(Reports.required(), Reports.optional()), 1, "2 origins: 1 as expected, 1 not"),
                Arguments.of(
                        List.of(Reports.unreachable(), Reports.optional(), Reports.required()),
                        1,
                        "3 origins: 1 as expected, 1 not, 1 undetermined"),
                Arguments.of(
                        List.of(Reports.required(), Reports.unresolved()),
                        3,
                        "2 origins: 1 as expected, 1 undetermined"),
                Arguments.of(List.of(Reports.requiredWithBypass()), 1, "1 origin: 1 not"),
                Arguments.of(List.of(Reports.unreachable(), Reports.unreachable()), 3, "2 origins: 2 unreachable"));
    }
}
