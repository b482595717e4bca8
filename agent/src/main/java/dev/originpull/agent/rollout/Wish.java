package dev.originpull.agent.rollout;

import dev.originpull.agent.config.Hostname;
import dev.originpull.configgen.catalog.Stage;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What somebody wants this host's web server to do.
 *
 * @param removeHook whether our file and the line that takes it up are to go, so that the server's configuration is what it was
 * @param enforcing whether all gates have to hold, and not only the one that every change has
 * @param adopting whether directives of ours that the user wrote into the block give way to our file
 * @param forced the gates whose no does not count
 * @param who wants it, for the journal
 * @param asked the hostnames that were named: of the same blocks, so that one change is that of all; never empty
 */
public record Wish(
        Hostname hostname,
        Stage stage,
        boolean removeHook,
        boolean enforcing,
        boolean adopting,
        Set<GateName> forced,
        String who,
        List<Hostname> asked) {
    public Wish(
            Hostname hostname,
            Stage stage,
            boolean removeHook,
            boolean enforcing,
            boolean adopting,
            Set<GateName> forced,
            String who) {
        this(hostname, stage, removeHook, enforcing, adopting, forced, who, List.of(hostname));
    }

    public Wish {
        asked = List.copyOf(asked);
        forced = Set.copyOf(forced);
        if (removeHook && stage != Stage.OFF) {
            throw new IllegalArgumentException("without our file the server is off, not " + stage);
        }
    }

    /** The same for a hostname's blocks, of which others were named as well. */
    public Wish of(Hostname owner, List<Hostname> names) {
        return new Wish(owner, stage, removeHook, enforcing, adopting, forced, who, names);
    }

    /** All of its hostnames, those that were named first. */
    public List<Hostname> names() {
        return Stream.concat(asked.stream(), Stream.of(hostname)).distinct().toList();
    }
}
