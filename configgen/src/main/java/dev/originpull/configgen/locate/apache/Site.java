package dev.originpull.configgen.locate.apache;

import dev.originpull.configgen.locate.Block.Match;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Undecidable;
import dev.originpull.configgen.locate.apache.VirtualHosts.Address;
import dev.originpull.configgen.locate.apache.VirtualHosts.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The sockets, and the virtual hosts behind each. */
final class Site {
    private final List<Directive> main;
    private final Map<Socket, List<Host>> sockets;
    private final Map<String, Host> byPlace = new HashMap<>();

    private Site(List<Directive> main, Map<Socket, List<Host>> sockets) {
        this.main = main;
        this.sockets = sockets;
    }

    static Site of(String report, Configuration configuration, Running running) throws LocateException {
        List<Directive> main = configuration.main();
        List<Listen> listens = new ArrayList<>();
        for (Directive directive : main) {
            if (directive.is("listen")) {
                listens.add(Listen.of(directive, running));
            }
        }
        List<Address> addresses = VirtualHosts.of(report);
        Map<Entry, Host> known = new HashMap<>();
        Map<Socket, List<Host>> sockets = new LinkedHashMap<>();
        for (Socket socket : Socket.of(listens, addresses)) {
            List<Host> hosts = new ArrayList<>();
            for (Entry entry : socket.entries()) {
                hosts.add(known.computeIfAbsent(entry, place -> Host.of(place, configuration, running)));
            }
            sockets.put(socket, hosts);
        }
        return new Site(main, sockets);
    }

    List<Socket> sockets() {
        return List.copyOf(sockets.keySet());
    }

    Set<Listener> listeners() {
        return sockets.keySet().stream().map(Socket::listener).collect(Collectors.toSet());
    }

    /** In the order of the configuration. */
    List<Host> hosts(Socket socket) {
        return sockets.getOrDefault(socket, List.of());
    }

    /** The same one for a virtual host that is on several sockets. */
    Host one(Host host) {
        return byPlace.computeIfAbsent(host.entry().place(), place -> host);
    }

    /**
     * Whether TLS is spoken on the socket. Its first virtual host decides before any name is known.
     *
     * @throws LocateException where the chosen one says otherwise
     */
    boolean isTls(Socket socket, Choice choice) throws LocateException {
        String engine = engine(socket, hosts(socket).get(0));
        if (engine.equals("optional")) {
            throw Undecidable.because(hosts(socket).get(0).place()
                    + ": SSLEngine optional speaks TLS only to who asks for it within HTTP: set it to on or off");
        }
        if (choice.match() != Match.DEFAULT && !engine(socket, choice.host()).equals(engine)) {
            throw Undecidable.because(choice.host().place() + ": SSLEngine is "
                    + engine(socket, choice.host()) + " here and " + engine + " in the first virtual host of "
                    + socket.listener() + " (" + hosts(socket).get(0).place() + "), which decides: "
                    + "set both alike");
        }
        return engine.equals("on");
    }

    /** Inherited from the main server; where nobody sets it, the Listen directive's protocol decides (mod_ssl). */
    private String engine(Socket socket, Host host) {
        Optional<String> set = host.last("sslengine").or(() -> Configuration.last(main, "sslengine"));
        return set.map(word -> word.toLowerCase(Locale.ROOT)).orElse(socket.https() ? "on" : "off");
    }
}
