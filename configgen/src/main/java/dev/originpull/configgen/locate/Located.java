package dev.originpull.configgen.locate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who answers for a hostname.
 *
 * @param blocks every part of the configuration that answers TLS for it; never empty
 * @param plain where it is served without TLS
 * @param bystanders other hostnames at the same listeners, which must not change; a few
 * @param pidFile where the running server's process number stands
 * @param errorLogs the files that the server writes its troubles to
 */
public record Located(
        List<Block> blocks,
        List<Plain> plain,
        List<Bystander> bystanders,
        Optional<Path> pidFile,
        List<Path> errorLogs) {
    public Located {
        blocks = List.copyOf(blocks);
        plain = List.copyOf(plain);
        bystanders = List.copyOf(bystanders);
        errorLogs = List.copyOf(errorLogs);
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("nobody answers: throw a LocateException");
        }
    }

    /**
     * A listener without TLS that serves the hostname.
     *
     * @param redirects whether it does nothing but redirect, as far as can be told
     */
    public record Plain(Listener listener, Path file, int line, boolean redirects) {}

    /** Another hostname, one that can be asked for. */
    public record Bystander(String hostname, Listener listener) {}

    /** Every listener of every block, once. */
    public List<Listener> listeners() {
        return blocks.stream()
                .flatMap(block -> block.listeners().stream())
                .distinct()
                .toList();
    }
}
