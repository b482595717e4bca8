package dev.originpull.configgen.locate.nginx;

import dev.originpull.configgen.locate.Listener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An address and port, and the server blocks that share it, in the order of the configuration.
 *
 * @param named whether only a resolver could tell its address
 */
record Socket(Listener listener, boolean tls, boolean named, ServerBlock defaultServer, List<ServerBlock> servers) {
    Socket {
        servers = List.copyOf(servers);
    }

    /**
     * All of them.
     *
     * @param oldTls whether {@code ssl on;} stands above the server blocks (gone in 1.25.1)
     */
    static List<Socket> of(List<ServerBlock> servers, boolean oldTls) {
        Map<Listener, Gathered> all = new LinkedHashMap<>();
        for (ServerBlock server : servers) {
            for (Listen listen : server.listens()) {
                all.computeIfAbsent(listen.listener(), listener -> new Gathered(server))
                        .add(server, listen);
            }
        }
        List<Socket> sockets = new ArrayList<>();
        all.forEach((listener, gathered) -> {
            Listener v4 = new Listener(Listener.ANY_V4, listener.port());
            sockets.add(gathered.socket(listener, oldTls));
            if (gathered.both && listener.address().equals(Listener.ANY_V6) && !all.containsKey(v4)) {
                sockets.add(gathered.socket(v4, oldTls));
            }
        });
        return sockets;
    }

    /** What the server blocks say of one socket: what one of them says holds for all. */
    private static final class Gathered {
        private final Set<ServerBlock> servers = new LinkedHashSet<>();
        private ServerBlock defaultServer;
        private boolean tls;
        private boolean named;
        private boolean both;

        Gathered(ServerBlock first) {
            defaultServer = first;
        }

        void add(ServerBlock server, Listen listen) {
            servers.add(server);
            defaultServer = listen.isDefault() ? server : defaultServer;
            tls |= listen.tls();
            named |= listen.named();
            both |= listen.both();
        }

        Socket socket(Listener listener, boolean oldTls) {
            boolean on = defaultServer
                    .first("ssl")
                    .map(ssl -> ssl.argument().equals("on"))
                    .orElse(oldTls);
            return new Socket(listener, tls || on, named, defaultServer, List.copyOf(servers));
        }
    }
}
