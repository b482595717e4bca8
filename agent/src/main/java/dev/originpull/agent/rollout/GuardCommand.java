package dev.originpull.agent.rollout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a guard runs when its time has come.
 *
 * @param launcher what starts this program
 * @param config originpull.yaml, absolute
 */
record GuardCommand(List<String> launcher, Path config) {
    GuardCommand {
        launcher = List.copyOf(launcher);
    }

    /** Word by word. */
    List<String> of(String change) {
        List<String> words = new ArrayList<>(launcher);
        words.addAll(List.of("rollback", "--guard", change, "--config", config.toString(), "--quiet"));
        return words;
    }
}
