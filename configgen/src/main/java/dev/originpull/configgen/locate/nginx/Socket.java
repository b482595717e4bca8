package dev.originpull.configgen.locate.nginx;

import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.nginx.Listen.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An address and port, or a Unix socket, and the server blocks that share it, in the order of the configuration.
 *
 * @param named whether only a resolver could tell its address
 */
record Socket(
        Listener listener,
        Transport transport,
        boolean tls,
        boolean named,
        ServerBlock defaultServer,
        List<ServerBlock> servers) {
    Socket {
        servers = List.copyOf(servers);
    }

    /**
     * All of them.
     *
     * @param oldTls whether {@code ssl on;} stands above the server blocks (gone in 1.25.1)
     */
    static List<Socket> of(List<ServerBlock> servers, boolean oldTls) {
        Map<Place, Gathered> all = new LinkedHashMap<>();
        for (ServerBlock server : servers) {
            for (Listen listen : server.listens()) {
                all.computeIfAbsent(new Place(listen.listener(), listen.transport()), place -> new Gathered(server))
                        .add(server, listen);
            }
        }
        List<Socket> sockets = new ArrayList<>();
        all.forEach((place, gathered) -> {
            Place v4 = new Place(new Listener(Listener.ANY_V4, place.listener().port()), place.transport());
            sockets.add(gathered.socket(place, oldTls));
            if (gathered.both && place.listener().address().equals(Listener.ANY_V6) && !all.containsKey(v4)) {
                sockets.add(gathered.socket(v4, oldTls));
            }
        });
        return sockets;
    }

    /** Whether it can be probed: the prober speaks TLS over TCP, and needs an address. */
    boolean isProbed() {
        return transport == Transport.TCP && !named;
    }

    /** As in NGINX's messages. */
    String address() {
        return transport == Transport.UNIX ? listener.address() : listener.toString();
    }

    /** For people: two sockets of one address are told apart. */
    @Override
    public String toString() {
        return address() + (transport == Transport.QUIC ? " quic" : "");
    }

    /** The same port of TCP and UDP is two of them (ngx_http_add_listen). */
    private record Place(Listener listener, Transport transport) {}

    /** What the server blocks say of one socket: what one of them says holds for all. */
    private static final class Gathered {
        private final Set<ServerBlock> servers = new LinkedHashSet<>();
        private ServerBlock defaultServer;
        private boolean tls;
        private boolean named;
        private boolean both;
        private boolean proxied;

        Gathered(ServerBlock first) {
            defaultServer = first;
        }

        void add(ServerBlock server, Listen listen) {
            servers.add(server);
            defaultServer = listen.isDefault() ? server : defaultServer;
            tls |= listen.tls();
            named |= listen.named();
            both |= listen.both();
            proxied |= listen.listener().proxied();
        }

        Socket socket(Place place, boolean oldTls) {
            boolean on = defaultServer
                    .first("ssl")
                    .map(ssl -> ssl.argument().equals("on"))
                    .orElse(oldTls);
            return new Socket(
                    place.listener().behindProxy(proxied),
                    place.transport(),
                    tls || on,
                    named,
                    defaultServer,
                    List.copyOf(servers));
        }
    }
}
