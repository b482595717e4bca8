package dev.originpull.agent.cli.render;

import dev.originpull.agent.report.Result;
import dev.originpull.agent.verdict.ExitStatus;
import dev.originpull.agent.verdict.Mode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How many origins came to what. Not safe for threads. */
public final class Tally {
    private final Map<Mode, Integer> modes = new EnumMap<>(Mode.class);
    private int asExpected;
    private int nothingExpected;
    private int failed;
    private int unknown;
    private int bugs;
    private boolean anythingExpected;

    public void add(Result result) {
        anythingExpected |= result.expected().isPresent();
        modes.merge(
                result instanceof Result.Judged judged ? judged.report().mode() : Mode.UNREACHABLE, 1, Integer::sum);
        switch (result.status()) {
            case NOT_AS_EXPECTED -> failed++;
            case COULD_NOT_TELL -> unknown++;
            case BUG -> {
                unknown++;
                bugs++;
            }
            case AS_EXPECTED -> {
                if (result.expected().isPresent()) {
                    asExpected++;
                } else {
                    nothingExpected++;
                }
            }
        }
    }

    public int origins() {
        return asExpected + nothingExpected + failed + unknown;
    }

    public int failed() {
        return failed;
    }

    public int unknown() {
        return unknown;
    }

    /** The worst of all: 70 before 1 before 3 before 0. */
    public ExitStatus worst() {
        if (bugs > 0) {
            return ExitStatus.BUG;
        }
        if (failed > 0) {
            return ExitStatus.NOT_AS_EXPECTED;
        }
        return unknown > 0 ? ExitStatus.COULD_NOT_TELL : ExitStatus.AS_EXPECTED;
    }

    /** {@code 2 origins: 1 as expected, 1 not}; by mode where nothing was expected of any. */
    public String summary() {
        String origins = origins() == 1 ? "1 origin" : origins() + " origins";
        if (origins() == 0) {
            return origins;
        }
        if (!anythingExpected) {
            return origins + ": "
                    + modes.entrySet().stream()
                            .map(count ->
                                    count.getValue() + " " + count.getKey().word())
                            .collect(Collectors.joining(", "));
        }
        List<String> parts = new ArrayList<>();
        count(parts, asExpected, " as expected");
        count(parts, failed, " not");
        count(parts, unknown, " undetermined");
        count(parts, nothingExpected, " with nothing expected");
        return origins + ": " + String.join(", ", parts);
    }

    private static void count(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + what);
        }
    }
}
