package dev.originpull.configgen.locate.apache;

import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.Block.Match;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Located.Bystander;
import dev.originpull.configgen.locate.Located.Plain;
import dev.originpull.configgen.render.Hostname;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is around the virtual hosts that answer for a hostname. */
final class Neighbourhood {
    private static final int MOST_BYSTANDERS = 3;

    /** What answers beside or before a redirect. */
    private static final Set<String> CONTENT =
            Set.of("proxypass", "proxypassmatch", "rewriterule", "alias", "aliasmatch", "scriptalias", "action");

    private Neighbourhood() {}

    /** Where the hostname is served without TLS. */
    static List<Plain> plain(Hostname hostname, Site site) throws LocateException {
        List<Plain> plain = new ArrayList<>();
        for (Socket socket : site.sockets()) {
            Choice choice = Choice.of(site.hosts(socket), hostname.name());
            boolean serves = choice.match() != Match.DEFAULT || choice.host().isCatchAll();
            if (serves && !site.isTls(socket, choice)) {
                plain.add(new Plain(
                        socket.listener(),
                        choice.host().file().path(),
                        choice.host().section().line(),
                        redirects(choice.host())));
            }
        }
        return plain;
    }

    private static boolean redirects(Host host) {
        return host.own().stream().anyMatch(Neighbourhood::redirectsAll)
                && host.all().stream().noneMatch(directive -> CONTENT.contains(directive.name()));
    }

    private static boolean redirectsAll(Directive directive) {
        List<String> words = directive.words();
        int size = words.size();
        return (directive.is("redirect") || directive.is("redirectpermanent"))
                && size >= 3
                && words.get(size - 2).equals("/")
                && words.get(size - 1).startsWith("https://");
    }

    /** Other hostnames that other virtual hosts answer for on the same sockets, in the order of the configuration. */
    static List<Bystander> bystanders(Hostname hostname, Site site, Map<Host, List<Listener>> chosen) {
        List<Listener> listeners =
                chosen.values().stream().flatMap(List::stream).distinct().toList();
        List<Bystander> bystanders = new ArrayList<>();
        for (Socket socket : site.sockets()) {
            if (!listeners.contains(socket.listener())) {
                continue;
            }
            for (Host host : site.hosts(socket)) {
                for (String name : host.names()) {
                    boolean known = name.equals(hostname.name())
                            || bystanders.stream()
                                    .anyMatch(other -> other.hostname().equals(name));
                    boolean theirs =
                            Choice.of(site.hosts(socket), name).host().entry().isSamePlace(host.entry());
                    if (!known && theirs && isHostname(name) && !chosen.containsKey(site.one(host))) {
                        bystanders.add(new Bystander(name, socket.listener()));
                    }
                    if (bystanders.size() == MOST_BYSTANDERS) {
                        return bystanders;
                    }
                }
            }
        }
        return bystanders;
    }

    /** Further hostnames of the chosen virtual hosts, wherever the virtual host is the one that answers for them. */
    static List<Bystander> companions(
            Hostname hostname, Site site, Map<Host, List<Listener>> chosen, List<Block> blocks) {
        List<Bystander> companions = new ArrayList<>();
        int i = 0;
        for (Map.Entry<Host, List<Listener>> entry : chosen.entrySet()) {
            for (Hostname name : blocks.get(i).hostnames()) {
                site.sockets().stream()
                        .filter(socket -> entry.getValue().contains(socket.listener()) && !name.equals(hostname))
                        .filter(socket -> Choice.of(site.hosts(socket), name.name())
                                .host()
                                .entry()
                                .isSamePlace(entry.getKey().entry()))
                        .forEach(socket -> companions.add(new Bystander(name.name(), socket.listener())));
            }
            i++;
        }
        return companions;
    }

    private static boolean isHostname(String name) {
        try {
            return !Hostname.parse(name).isWildcard();
        } catch (InvalidValueException other) {
            return false;
        }
    }
}
