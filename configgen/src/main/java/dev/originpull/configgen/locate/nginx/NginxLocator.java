package dev.originpull.configgen.locate.nginx;

import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.Block.Match;
import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.LastLoad;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Located;
import dev.originpull.configgen.locate.Locator;
import dev.originpull.configgen.locate.Report;
import dev.originpull.configgen.locate.Undecidable;
import dev.originpull.configgen.locate.UnknownHostname;
import dev.originpull.configgen.render.Hostname;
import dev.originpull.configgen.run.ServerProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the server blocks that NGINX takes for a hostname, from the configuration that {@code nginx -T} reports. */
public final class NginxLocator implements Locator {
    /** A worker's title (ngx_worker_process_cycle), also of one that "is shutting down". */
    private static final String WORKER = "nginx: worker process";

    private final ServerProgram program;

    public NginxLocator(ServerProgram program) {
        this.program = program;
    }

    @Override
    public Located locate(Hostname hostname, String hook) throws LocateException, InterruptedException {
        Undecidable.refusePattern(hostname);
        String report = Report.dump(program);
        String line = ConfigFile.inBytes(hook);
        List<String> include = Parser.words(line);
        Loaded loaded = Loaded.of(report, include);
        Site site = Site.of(loaded, include);
        Map<ServerBlock, List<Socket>> chosen = chosen(hostname, site, new Scrutiny(hostname, line, site, report));
        if (chosen.isEmpty()) {
            throw unknown(hostname, site);
        }
        List<String> unprobed = Neighbourhood.unprobed(chosen);
        if (chosen.values().stream().flatMap(List::stream).noneMatch(Socket::isProbed)) {
            throw Undecidable.because(hostname + " is answered for over TLS at " + String.join(" and ", unprobed)
                    + " only, where nothing can be proven: have the block listen with ssl on a TCP address too, "
                    + "127.0.0.1 will do");
        }
        Surroundings surroundings = new Surroundings(program, Report.answer(program, List.of("-V")));
        List<Block> blocks = new ArrayList<>();
        chosen.forEach((server, sockets) -> blocks.add(block(hostname, server, sockets)));
        Path pidFile = surroundings.pidFile(site.main());
        return new Located(
                blocks,
                Neighbourhood.plain(hostname, site.sockets()),
                unprobed,
                Neighbourhood.bystanders(hostname, chosen),
                Neighbourhood.companions(hostname, chosen, blocks),
                loaded.names(),
                LastLoad.byWorkers(pidFile, WORKER),
                Optional.of(pidFile),
                surroundings.errorLogs(site.main(), site.http(), List.copyOf(chosen.keySet())));
    }

    private static Map<ServerBlock, List<Socket>> chosen(Hostname hostname, Site site, Scrutiny scrutiny)
            throws LocateException {
        Map<Socket, Choice> choices = new LinkedHashMap<>();
        for (Socket socket : site.sockets()) {
            Choice choice = Choice.of(socket, hostname.name());
            scrutiny.socket(socket, choice);
            if (socket.tls() && !(choice.match() == Match.DEFAULT && rejects(choice.server(), site))) {
                scrutiny.choice(socket, choice);
                choices.put(socket, choice);
            }
        }
        List<Integer> ports = choices.entrySet().stream()
                .filter(entry -> entry.getKey().isProbed() && entry.getValue().match() != Match.DEFAULT)
                .map(entry -> entry.getKey().listener().port())
                .toList();
        Map<ServerBlock, List<Socket>> chosen = new LinkedHashMap<>();
        for (Map.Entry<Socket, Choice> entry : choices.entrySet()) {
            ServerBlock server = entry.getValue().server();
            // Somebody's default answers for every name in the world; it matters where the hostname's clients come by.
            boolean matters = entry.getValue().match() != Match.DEFAULT
                    || (ports.isEmpty()
                            ? server.isCatchAll()
                            : ports.contains(entry.getKey().listener().port()));
            if (entry.getKey().isProbed() && matters) {
                chosen.computeIfAbsent(server, first -> new ArrayList<>()).add(entry.getKey());
            }
        }
        choices.forEach((socket, choice) -> {
            // Clients of the hostname come by where its own answers send them, and so by nobody else's default.
            if (!socket.isProbed() && (choice.match() != Match.DEFAULT || chosen.containsKey(choice.server()))) {
                chosen.computeIfAbsent(choice.server(), first -> new ArrayList<>())
                        .add(socket);
            }
        });
        for (ServerBlock server : chosen.keySet()) {
            scrutiny.block(server);
        }
        return chosen;
    }

    /** Whether it ends every handshake, and so answers for nobody. */
    private static boolean rejects(ServerBlock server, Site site) {
        return server.first("ssl_reject_handshake")
                .map(Directive::argument)
                .or(() -> Site.last(site.http(), "ssl_reject_handshake"))
                .filter("on"::equals)
                .isPresent();
    }

    private static Block block(Hostname hostname, ServerBlock server, List<Socket> sockets) {
        List<Listener> listeners =
                sockets.stream().filter(Socket::isProbed).map(Socket::listener).toList();
        return new Block(
                server.file().path(),
                server.file().lineOf(server.directive().start()),
                server.closing(),
                listeners,
                server.names().stream().map(ConfigFile::fromBytes).toList(),
                Choice.of(sockets.get(0), hostname.name()).match(),
                sockets.stream().anyMatch(socket -> socket.defaultServer().equals(server)),
                server.hooked());
    }

    private LocateException unknown(Hostname hostname, Site site) {
        Optional<String> plain = site.sockets().stream()
                .filter(socket -> !socket.tls())
                .map(socket -> Choice.of(socket, hostname.name()))
                .filter(choice -> choice.match() == Match.EXACT)
                .map(choice -> choice.server().place())
                .findFirst();
        return UnknownHostname.of(hostname, program.config(), Neighbourhood.names(site.sockets()), plain);
    }
}
