package dev.originpull.agent.config;

import dev.originpull.configgen.catalog.Stage;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A stage as people write it. */
public final class StageWord {
    private StageWord() {}

    /** The stage of that name; empty for any other word. */
    public static Optional<Stage> find(String word) {
        return Arrays.stream(Stage.values())
                .filter(stage -> stage.word().equals(word))
                .findFirst();
    }

    /**
     * The stage of that name.
     *
     * @throws IllegalArgumentException with one printable line that names all stages
     */
    public static Stage parse(String word) {
        return find(word)
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + Printable.of(word) + "' is no stage: the stages are "
                                + Arrays.stream(Stage.values()).map(Stage::word).collect(Collectors.joining(", "))));
    }
}
