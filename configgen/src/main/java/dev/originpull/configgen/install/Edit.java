package dev.originpull.configgen.install;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file before and after a change.
 *
 * @param before empty where there is none yet
 * @param after empty where there will be none
 */
public record Edit(Path file, Optional<Bytes> before, Optional<Bytes> after) {}
