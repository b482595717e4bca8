package dev.originpull.configgen.locate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who answers for a hostname.
 *
 * @param blocks every part of the configuration that answers TLS for it; never empty
 * @param plain where it is served without TLS
 * @param unprobed the other places where it is served with TLS, each for a sentence: {@code unix:/run/a.sock at file:line}
 * @param left where it is served with TLS beyond its configured addresses, which stays as it is; each for a sentence, as before
 * @param bystanders other hostnames at the same listeners, which must not change; a few
 * @param companions further hostnames of the same blocks, which change with it, at each listener where the block answers for them
 * @param files all that the server reads its configuration from, as it names them: links are not followed
 * @param lastLoad when the running server read them; empty where that cannot be told
 * @param pidFile where the running server's process number stands
 * @param errorLogs the files that the server writes its troubles to
 * @param outer the block around all blocks, where the server wants a log's format to be; empty where it may be in the blocks
 */
public record Located(
        List<Block> blocks,
        List<Plain> plain,
        List<String> unprobed,
        List<String> left,
        List<Bystander> bystanders,
        List<Bystander> companions,
        List<Path> files,
        Optional<LastLoad> lastLoad,
        Optional<Path> pidFile,
        List<Path> errorLogs,
        Optional<Outer> outer) {
    public Located {
        blocks = List.copyOf(blocks);
        plain = List.copyOf(plain);
        unprobed = List.copyOf(unprobed);
        left = List.copyOf(left);
        bystanders = List.copyOf(bystanders);
        companions = List.copyOf(companions);
        files = List.copyOf(files);
        errorLogs = List.copyOf(errorLogs);
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("nobody answers: throw a LocateException");
        }
    }

    /** Of a server that wants nothing outside of its blocks. */
    public Located(
            List<Block> blocks,
            List<Plain> plain,
            List<String> unprobed,
            List<String> left,
            List<Bystander> bystanders,
            List<Bystander> companions,
            List<Path> files,
            Optional<LastLoad> lastLoad,
            Optional<Path> pidFile,
            List<Path> errorLogs) {
        this(
                blocks,
                plain,
                unprobed,
                left,
                bystanders,
                companions,
                files,
                lastLoad,
                pidFile,
                errorLogs,
                Optional.empty());
    }

    /**
     * The block around all blocks: NGINX's {@code http}.
     *
     * @param file the file it begins in, with symbolic links followed
     * @param opening where its opening brace is, in bytes from the start of the file
     */
    public record Outer(Path file, int opening) {}

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

    /** {@code file:line (listener, listener)} of every block, for people. */
    public String places() {
        return blocks.stream()
                .map(block -> block.place()
                        + block.listeners().stream()
                                .map(Listener::toString)
                                .collect(Collectors.collectingAndThen(
                                        Collectors.joining(", "), all -> all.isEmpty() ? "" : " (" + all + ")")))
                .collect(Collectors.joining(", "));
    }
}
