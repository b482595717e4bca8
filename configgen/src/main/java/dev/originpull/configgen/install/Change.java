package dev.originpull.configgen.install;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.render.Hostname;
import java.util.List;
import java.util.Optional;

/**
 * What is to be changed.
 *
 * @param stage where the hostname is to get
 * @param fragment what our file is to hold; empty to take file and hook out again
 * @param addresses what is probed beside the listeners that the configuration has
 * @param who asks for it
 * @param forced the gates that were opened by force, for the journal
 * @param log what our file is to have logged; empty for nothing
 * @param adoptWith the command that has the user's own directives of our kind give way to our file; empty for a change that does
 *     so itself
 */
public record Change(
        Hostname hostname,
        Stage stage,
        Optional<String> fragment,
        List<Listener> addresses,
        String who,
        List<String> forced,
        Optional<RequestLog> log,
        Optional<String> adoptWith) {
    public Change {
        addresses = List.copyOf(addresses);
        forced = List.copyOf(forced);
    }

    /** One that logs nothing and adopts nothing. */
    public Change(
            Hostname hostname,
            Stage stage,
            Optional<String> fragment,
            List<Listener> addresses,
            String who,
            List<String> forced) {
        this(hostname, stage, fragment, addresses, who, forced, Optional.empty(), Optional.of("--adopt"));
    }
}
