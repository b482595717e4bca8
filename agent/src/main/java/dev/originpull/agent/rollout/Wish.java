package dev.originpull.agent.rollout;

import dev.originpull.agent.config.Hostname;
import dev.originpull.configgen.catalog.Stage;
import java.util.Set;

/**
 * What somebody wants this host's web server to do.
 *
 * @param removeHook whether our file and the line that takes it up are to go, so that the server's configuration is what it was
 * @param enforcing whether all gates have to hold, and not only the one that every change has
 * @param adopting whether directives of ours that the user wrote into the block give way to our file
 * @param forced the gates whose no does not count
 * @param who wants it, for the journal
 */
public record Wish(
        Hostname hostname,
        Stage stage,
        boolean removeHook,
        boolean enforcing,
        boolean adopting,
        Set<GateName> forced,
        String who) {
    public Wish {
        forced = Set.copyOf(forced);
        if (removeHook && stage != Stage.OFF) {
            throw new IllegalArgumentException("without our file the server is off, not " + stage);
        }
    }
}
