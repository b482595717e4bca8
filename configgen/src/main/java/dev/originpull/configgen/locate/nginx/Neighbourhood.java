package dev.originpull.configgen.locate.nginx;

import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.Block.Match;
import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.Located.Bystander;
import dev.originpull.configgen.locate.Located.Plain;
import dev.originpull.configgen.render.Hostname;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is around the blocks that answer for a hostname. */
final class Neighbourhood {
    private static final int MOST_BYSTANDERS = 3;
    private static final Set<String> REDIRECTS = Set.of("301", "302", "303", "307", "308");

    private Neighbourhood() {}

    /** Where the hostname is served without TLS. */
    static List<Plain> plain(Hostname hostname, List<Socket> sockets) {
        List<Plain> plain = new ArrayList<>();
        for (Socket socket : sockets) {
            Choice choice = Choice.of(socket, hostname.name());
            ServerBlock server = choice.server();
            // A Unix socket is for this host's own programs.
            if (socket.isProbed() && !socket.tls() && (choice.match() != Match.DEFAULT || server.isCatchAll())) {
                plain.add(new Plain(
                        socket.listener(),
                        server.file().path(),
                        server.file().lineOf(server.directive().start()),
                        redirects(server)));
            }
        }
        return plain;
    }

    /** A return at the level of the server comes before all locations, and after what is written before it. */
    private static boolean redirects(ServerBlock server) {
        for (Directive directive : server.directives()) {
            if (directive.is("if") || directive.is("rewrite")) {
                return false;
            }
            if (directive.is("return")) {
                return REDIRECTS.contains(directive.argument())
                        || directive.argument().startsWith("https://");
            }
        }
        return false;
    }

    /** Other hostnames that other blocks answer for on the same sockets, in the order of the configuration. */
    static List<Bystander> bystanders(Hostname hostname, Map<ServerBlock, List<Socket>> chosen) {
        List<Bystander> bystanders = new ArrayList<>();
        List<Socket> sockets = chosen.values().stream()
                .flatMap(List::stream)
                .filter(Socket::isProbed)
                .distinct()
                .toList();
        for (Socket socket : sockets) {
            for (String name : hostnames(socket)) {
                Choice choice = Choice.of(socket, name);
                boolean known = name.equals(hostname.name())
                        || bystanders.stream()
                                .anyMatch(other -> other.hostname().equals(name));
                if (!known
                        && choice.match() == Match.EXACT
                        && !chosen.containsKey(choice.server())
                        && choice.server().first("ssl_reject_handshake").isEmpty()) {
                    bystanders.add(new Bystander(name, socket.listener()));
                }
                if (bystanders.size() == MOST_BYSTANDERS) {
                    return bystanders;
                }
            }
        }
        return bystanders;
    }

    /** Further hostnames of the chosen blocks, wherever the block is the one that answers for them. */
    static List<Bystander> companions(Hostname hostname, Map<ServerBlock, List<Socket>> chosen, List<Block> blocks) {
        List<Bystander> companions = new ArrayList<>();
        int i = 0;
        for (Map.Entry<ServerBlock, List<Socket>> entry : chosen.entrySet()) {
            for (Hostname name : blocks.get(i).hostnames()) {
                entry.getValue().stream()
                        .filter(socket -> socket.isProbed() && !name.equals(hostname))
                        .filter(socket ->
                                Choice.of(socket, name.name()).server().equals(entry.getKey()))
                        .forEach(socket -> companions.add(new Bystander(name.name(), socket.listener())));
            }
            i++;
        }
        return companions;
    }

    /** Where the chosen blocks answer for the hostname and cannot be probed. */
    static List<String> unprobed(Map<ServerBlock, List<Socket>> chosen) {
        List<String> unprobed = new ArrayList<>();
        chosen.forEach((server, sockets) -> sockets.stream()
                .filter(socket -> !socket.isProbed())
                .forEach(socket -> unprobed.add(ConfigFile.fromBytes(socket.toString()) + " at " + server.place())));
        return unprobed;
    }

    /** The names that are answered for with TLS, patterns too. */
    static List<String> names(List<Socket> sockets) {
        return sockets.stream()
                .filter(Socket::tls)
                .flatMap(socket -> socket.servers().stream())
                .distinct()
                .flatMap(server -> server.names().stream())
                .filter(name -> isHostname(name.startsWith(".") ? "*" + name : name))
                .distinct()
                .toList();
    }

    private static List<String> hostnames(Socket socket) {
        return socket.servers().stream()
                .flatMap(server -> server.names().stream())
                .filter(name -> !name.startsWith("*") && isHostname(name))
                .toList();
    }

    private static boolean isHostname(String name) {
        try {
            return !Hostname.parse(name).name().isEmpty();
        } catch (InvalidValueException other) {
            return false;
        }
    }
}
