package dev.originpull.agent.monitor;

import dev.originpull.agent.config.Hostname;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of names, as they were last known. Looked up by one thread at a time; safe to read by others. */
final class Names {
    /** A name that its server denies so often in a row loses its addresses: somebody else may have them by now. */
    static final int DENIALS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Names.class);

    private final Lookups lookups;
    /** Without an entry for a name whose first answer has not come yet; with an empty list for one that has no address. */
    private final Map<Hostname, List<InetAddress>> known = new ConcurrentHashMap<>();

    private final Map<Hostname, Integer> denials = new HashMap<>();
    private final Set<Hostname> unanswered = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean news = new AtomicBoolean();

    Names(Lookups lookups) {
        this.lookups = lookups;
    }

    /**
     * Asks for all of them, and forgets all others. A name server that fails takes nobody off the list: what was known before stays,
     * unless the server says time and again that there is no such name.
     */
    Map<Hostname, List<InetAddress>> addressesOf(Collection<Hostname> names) throws InterruptedException {
        lookups.each(names, this::take);
        known.keySet().retainAll(Set.copyOf(names));
        unanswered.retainAll(Set.copyOf(names));
        denials.keySet().retainAll(Set.copyOf(names));
        return known();
    }

    /** What is known at this moment. */
    Map<Hostname, List<InetAddress>> known() {
        return Map.copyOf(known);
    }

    /** Whether a name has other addresses, or its first ones, since this was last asked. */
    boolean takeNews() {
        return news.getAndSet(false);
    }

    /** Whether the last answers were addresses, for each name. */
    boolean areAllAnswered() {
        return unanswered.isEmpty();
    }

    private void take(Hostname name, Lookups.Answer answer) {
        List<InetAddress> before = known.getOrDefault(name, List.of());
        List<InetAddress> now = before;
        if (answer instanceof Lookups.Addresses found) {
            denials.remove(name);
            unanswered.remove(name);
            // Many name servers turn the order round with each answer, which is no news.
            boolean same = Set.copyOf(found.addresses()).equals(Set.copyOf(before));
            if (!before.isEmpty() && !same) {
                LOG.info("{} has other addresses now: {}", name, found.addresses());
            }
            now = same ? before : found.addresses();
        } else if (answer instanceof Lookups.NoAnswer none) {
            now = without(name, none, before);
        }
        List<InetAddress> had = known.put(name, now);
        if (!now.equals(had)) {
            news.set(true);
        }
    }

    private List<InetAddress> without(Hostname name, Lookups.NoAnswer none, List<InetAddress> before) {
        int denied = none.isFinal() ? denials.merge(name, 1, Integer::sum) : denials.getOrDefault(name, 0);
        boolean isNew = unanswered.add(name);
        if (denied >= DENIALS && !before.isEmpty()) {
            LOG.warn(
                    "{}: {}, its name server says so {} times in a row: its addresses are no longer probed",
                    name,
                    none.why(),
                    denied);
            return List.of();
        }
        if (isNew) {
            LOG.warn("{}: {}{}", name, none.why(), before.isEmpty() ? "" : "; what it had stays");
        }
        return before;
    }
}
