package dev.originpull.configgen.install;

import dev.originpull.configgen.render.Hostname;
import java.nio.file.Path;

/**
 * Where the files of ours lie.
 *
 * @param fragments what the server reads: a file for each hostname
 * @param state the journal, the lock and the history
 */
public record Folders(Path fragments, Path state) {
    private static final String SUFFIX = ".conf";
    private static final String OUTER_SUFFIX = ".http";

    /** The hostname's file. */
    public Path fragment(Hostname hostname) {
        return fragments.resolve(hostname.name() + SUFFIX);
    }

    /** What the block around all blocks takes up for the hostname. */
    public Path outer(Hostname hostname) {
        return fragments.resolve(hostname.name() + OUTER_SUFFIX);
    }
}
