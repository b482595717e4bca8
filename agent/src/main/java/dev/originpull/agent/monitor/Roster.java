package dev.originpull.agent.monitor;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.OriginEntry;
import dev.originpull.agent.probe.Origin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which watches a configuration comes to. */
final class Roster {
    private Roster() {}

    /** The names whose addresses have to be known. */
    static Set<Hostname> names(AgentConfig config) {
        Set<Hostname> names = new LinkedHashSet<>();
        for (OriginEntry entry : config.origins()) {
            for (Address address : entry.addresses()) {
                if (address instanceof Address.Name name) {
                    names.add(name.name());
                }
            }
        }
        return names;
    }

    /**
     * A watch for each hostname at each address, in the configuration's order; where names share an address, the first one's.
     *
     * @param addresses of the names; one without is watched as a name, which cannot be reached
     */
    static Collection<Watch> of(AgentConfig config, Map<Hostname, List<InetAddress>> addresses) {
        Map<String, Watch> watches = new LinkedHashMap<>();
        for (OriginEntry entry : config.origins()) {
            Optional<String> identity = config.identityOf(entry);
            for (Address address : entry.addresses()) {
                for (Optional<InetAddress> ip : ips(address, addresses)) {
                    Watch watch = new Watch(
                            address,
                            entry.hostname(),
                            ip.map(found -> new Origin(new InetSocketAddress(found, address.port()), entry.hostname())),
                            entry.expected(),
                            entry.path(),
                            identity,
                            entry.proxyProtocol());
                    watches.putIfAbsent(watch.id(), watch);
                }
            }
        }
        return watches.values();
    }

    private static List<Optional<InetAddress>> ips(Address address, Map<Hostname, List<InetAddress>> addresses) {
        if (address instanceof Address.Literal literal) {
            return List.of(Optional.of(literal.ip()));
        }
        List<InetAddress> known =
                address instanceof Address.Name name ? addresses.getOrDefault(name.name(), List.of()) : List.of();
        return known.isEmpty()
                ? List.of(Optional.empty())
                : known.stream().map(Optional::of).toList();
    }
}
