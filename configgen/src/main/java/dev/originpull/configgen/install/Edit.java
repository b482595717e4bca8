package dev.originpull.configgen.install;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file before and after a change.
 *
 * @param before empty where there is none yet
 * @param after empty where there will be none
 * @param ours what of it is ours, in a file of the user's; empty for a file of our own
 */
public record Edit(Path file, Optional<Bytes> before, Optional<Bytes> after, Optional<Ours> ours) {
    /** A file of our own. */
    public Edit(Path file, Optional<Bytes> before, Optional<Bytes> after) {
        this(file, before, after, Optional.empty());
    }

    /**
     * What of a user's file is ours.
     *
     * @param hooks our lines in it, that of the hostname's file first
     * @param adopted the user's directives that gave way to that line, for each of its places in their order; empty if none did
     */
    public record Ours(List<String> hooks, List<String> adopted) {
        public Ours {
            hooks = List.copyOf(hooks);
            adopted = List.copyOf(adopted);
        }
    }
}
