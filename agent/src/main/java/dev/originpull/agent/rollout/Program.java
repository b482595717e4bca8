package dev.originpull.agent.rollout;

import java.util.List;

/**
 * This program, for those who have to name or start it.
 *
 * @param version its own
 * @param launcher what starts it, word by word, whatever the folder
 */
public record Program(String version, List<String> launcher) {
    public Program {
        launcher = List.copyOf(launcher);
    }
}
