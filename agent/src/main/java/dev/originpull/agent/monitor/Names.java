package dev.originpull.agent.monitor;

import dev.originpull.agent.config.Hostname;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
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

    Names(Lookups lookups) {
        this.lookups = lookups;
    }

    /** Asks for all of them. A name server that fails takes nobody off the list: what was known before stays. */
    Map<Hostname, List<InetAddress>> addressesOf(Collection<Hostname> names) throws InterruptedException {
        Map<Hostname, List<InetAddress>> now = new HashMap<>();
        lookups.of(names).forEach((name, answer) -> {
            List<InetAddress> before = known.getOrDefault(name, List.of());
            if (answer instanceof Lookups.Addresses found) {
                // Name servers turn the order with each answer.
                boolean same = Set.copyOf(before).equals(Set.copyOf(found.addresses()));
                if (same) {
                    now.put(name, before);
                    return;
                }
                if (!before.isEmpty()) {
                    LOG.info("{} has other addresses now: {}", name, found.addresses());
                }
                now.put(name, found.addresses());
            } else if (answer instanceof Lookups.NoAnswer none) {
                if (known.isEmpty() || !before.isEmpty()) {
                    LOG.warn("{}: {}{}", name, none.why(), before.isEmpty() ? "" : "; what it had stays");
                }
                now.put(name, before);
            }
        });
        known = Map.copyOf(now);
        return known;
    }
}
