package dev.originpull.agent.monitor;

import dev.originpull.agent.config.Hostname;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of names, as they were last known. For one thread at a time. */
final class Names {
    private static final Logger LOG = LoggerFactory.getLogger(Names.class);

    private final Lookups lookups;
    private Map<Hostname, List<InetAddress>> known = Map.of();
    /** Told of already. */
    private Set<Hostname> unanswered = Set.of();

    Names(Lookups lookups) {
        this.lookups = lookups;
    }

    /** Asks for all of them. A name server that fails takes nobody off the list: what was known before stays. */
    Map<Hostname, List<InetAddress>> addressesOf(Collection<Hostname> names) throws InterruptedException {
        Map<Hostname, List<InetAddress>> now = new HashMap<>();
        Set<Hostname> lost = new HashSet<>();
        lookups.of(names).forEach((name, answer) -> {
            List<InetAddress> before = known.getOrDefault(name, List.of());
            if (answer instanceof Lookups.Addresses found) {
                // Many name servers turn the order round with each answer, which is no news.
                boolean same = Set.copyOf(found.addresses()).equals(Set.copyOf(before));
                if (!before.isEmpty() && !same) {
                    LOG.info("{} has other addresses now: {}", name, found.addresses());
                }
                now.put(name, same ? before : found.addresses());
            } else if (answer instanceof Lookups.NoAnswer none) {
                if (!unanswered.contains(name)) {
                    LOG.warn("{}: {}{}", name, none.why(), before.isEmpty() ? "" : "; what it had stays");
                }
                lost.add(name);
                now.put(name, before);
            }
        });
        unanswered = lost;
        known = Map.copyOf(now);
        return known;
    }
}
