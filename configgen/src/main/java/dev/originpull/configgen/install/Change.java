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
 */
public record Change(
        Hostname hostname,
        Stage stage,
        Optional<String> fragment,
        List<Listener> addresses,
        String who,
        List<String> forced) {
    public Change {
        addresses = List.copyOf(addresses);
        forced = List.copyOf(forced);
    }
}
