package dev.originpull.configgen.locate.apache;

import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.apache.VirtualHosts.Address;
import dev.originpull.configgen.locate.apache.VirtualHosts.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An address and port, and the virtual hosts that share it, in the order of the configuration.
 *
 * @param https whether the Listen directive stands for TLS
 * @param entries the first is the default; never empty
 */
record Socket(Listener listener, boolean https, List<Entry> entries) {
    Socket {
        entries = List.copyOf(entries);
    }

    /** All that httpd listens on and has virtual hosts for. */
    static List<Socket> of(List<Listen> listens, List<Address> addresses) {
        Map<Listener, Boolean> listeners = new LinkedHashMap<>();
        for (Listen listen : listens) {
            listen.listeners().forEach(listener -> listeners.putIfAbsent(listener, listen.https()));
        }
        for (Address address : addresses) {
            for (Listen listen : listens) {
                if (!address.host().equals(Listen.ANY) && listen.covers(address.host(), address.port())) {
                    listeners.putIfAbsent(new Listener(address.host(), listen.port()), listen.https());
                }
            }
        }
        List<Socket> sockets = new ArrayList<>();
        listeners.forEach((listener, https) -> taken(listener, addresses)
                .map(entries -> new Socket(listener, https, entries))
                .ifPresent(sockets::add));
        return sockets;
    }

    /** An address comes before {@code *}, and its port before all ports (vhost.c). */
    private static Optional<List<Entry>> taken(Listener listener, List<Address> addresses) {
        return find(addresses, listener.address(), listener.port())
                .or(() -> find(addresses, listener.address(), 0))
                .or(() -> find(addresses, Listen.ANY, listener.port()))
                .or(() -> find(addresses, Listen.ANY, 0))
                .map(address -> address.entries().stream()
                        .filter(entry -> entry.port() == 0 || entry.port() == listener.port())
                        .toList())
                .filter(entries -> !entries.isEmpty());
    }

    private static Optional<Address> find(List<Address> addresses, String host, int port) {
        return addresses.stream()
                .filter(address -> address.host().equals(host) && address.port() == port)
                .findFirst();
    }
}
