package dev.originpull.configgen.locate;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the requests of a block are logged, without what our own file adds.
 *
 * @param own what the block itself has
 * @param inherited what is in effect from outside the block, and would not be with a log in it; empty where the block has its own
 * @param obstacle why no log can be added to the block, with what to do; empty where one can
 */
public record Logging(List<AccessLog> own, List<AccessLog> inherited, Optional<String> obstacle) {
    /** Nothing is known of it. */
    public static final Logging NONE = new Logging(List.of(), List.of(), Optional.empty());

    public Logging {
        own = List.copyOf(own);
        inherited = List.copyOf(inherited);
    }

    /** All that is in effect. */
    public Stream<AccessLog> inEffect() {
        return Stream.concat(own.stream(), inherited.stream());
    }
}
