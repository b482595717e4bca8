package dev.originpull.configgen.locate.nginx;

import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.Block.Match;
import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Located;
import dev.originpull.configgen.locate.Locator;
import dev.originpull.configgen.locate.Report;
import dev.originpull.configgen.locate.Undecidable;
import dev.originpull.configgen.locate.UnknownHostname;
import dev.originpull.configgen.render.Hostname;
import dev.originpull.configgen.run.ServerProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the server blocks that NGINX takes for a hostname, from the configuration that {@code nginx -T} reports. */
public final class NginxLocator implements Locator {
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
        Site site = Site.of(Loaded.of(report, include), include);
        Map<ServerBlock, List<Socket>> chosen = chosen(hostname, site, new Scrutiny(hostname, line, site, report));
        if (chosen.isEmpty()) {
            throw unknown(hostname, site);
        }
        Surroundings surroundings = new Surroundings(program, Report.answer(program, List.of("-V")));
        List<Block> blocks = new ArrayList<>();
        chosen.forEach((server, sockets) -> blocks.add(block(hostname, server, sockets)));
        return new Located(
                blocks,
                Neighbourhood.plain(hostname, site.sockets()),
                Neighbourhood.bystanders(hostname, chosen),
                Optional.of(surroundings.pidFile(site.main())),
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
                .filter(entry -> entry.getValue().match() != Match.DEFAULT)
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
            if (matters) {
                chosen.computeIfAbsent(server, first -> new ArrayList<>()).add(entry.getKey());
            }
        }
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
        List<Listener> listeners = sockets.stream().map(Socket::listener).toList();
        return new Block(
                server.file().path(),
                server.file().lineOf(server.directive().start()),
                server.closing(),
                listeners,
                server.names().stream().map(ConfigFile::fromBytes).toList(),
                Choice.of(sockets.get(0), hostname.name()).match(),
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
