package dev.originpull.configgen.locate.nginx;

import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.Block.Match;
import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.LastLoad;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Located;
import dev.originpull.configgen.locate.Locator;
import dev.originpull.configgen.locate.Logging;
import dev.originpull.configgen.locate.Report;
import dev.originpull.configgen.locate.Scope;
import dev.originpull.configgen.locate.Undecidable;
import dev.originpull.configgen.locate.UnknownHostname;
import dev.originpull.configgen.render.Hostname;
import dev.originpull.configgen.run.ServerProgram;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the server blocks that NGINX takes for a hostname, from the configuration that {@code nginx -T} reports. */
public final class NginxLocator implements Locator {
    /** A worker's title (ngx_worker_process_cycle), also of one that "is shutting down". */
    private static final String WORKER = "nginx: worker process";

    private final ServerProgram program;
    private final Scope scope;

    public NginxLocator(ServerProgram program, Scope scope) {
        this.program = program;
        this.scope = scope;
    }

    @Override
    public Located locate(Hostname hostname, String hook) throws LocateException, InterruptedException {
        try {
            return located(hostname, hook);
        } catch (InvalidPathException e) {
            throw new LocateException(
                    LocateException.Reason.UNREADABLE,
                    program.config() + ": a file's name in the configuration cannot be one (" + e.getReason()
                            + "): correct it",
                    e);
        }
    }

    private Located located(Hostname hostname, String hook) throws LocateException, InterruptedException {
        Undecidable.refusePattern(hostname);
        String report = Report.dump(program);
        String line = ConfigFile.inBytes(hook);
        List<String> include = Parser.words(line);
        Loaded loaded = Loaded.of(report, include);
        Site site = Site.of(loaded, include);
        List<String> left = new ArrayList<>();
        Map<ServerBlock, List<Socket>> chosen =
                chosen(hostname, site, new Scrutiny(hostname, line, site, report), left);
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
        NginxLogs logs = new NginxLogs(site, surroundings);
        chosen.forEach((server, sockets) -> blocks.add(block(hostname, server, sockets, logs.of(server))));
        List<Directive> main = new ArrayList<>(surroundings.given());
        main.addAll(site.main());
        Path pidFile = surroundings.pidFile(main);
        return new Located(
                blocks,
                Neighbourhood.plain(hostname, site.sockets()),
                unprobed,
                left,
                Neighbourhood.bystanders(hostname, chosen),
                Neighbourhood.companions(hostname, chosen, blocks),
                loaded.names(),
                LastLoad.byWorkers(pidFile, WORKER),
                Optional.of(pidFile),
                surroundings.errorLogs(main, site.http(), List.copyOf(chosen.keySet())),
                site.outer());
    }

    private Map<ServerBlock, List<Socket>> chosen(Hostname hostname, Site site, Scrutiny scrutiny, List<String> left)
            throws LocateException {
        Map<Socket, Choice> choices = new LinkedHashMap<>();
        Map<Listener, Socket> probed = new LinkedHashMap<>();
        for (Socket socket : site.sockets()) {
            Choice choice = Choice.of(socket, hostname.name());
            if (socket.tls() && !(choice.match() == Match.DEFAULT && rejects(choice.server(), site))) {
                choices.put(socket, choice);
                if (socket.isProbed()) {
                    probed.put(socket.listener(), socket);
                }
            }
        }
        Scope.Selection<ServerBlock> selection = scope.select(candidates(choices), listeners(site));
        if (selection.blocking().isPresent()) {
            Socket socket =
                    Objects.requireNonNull(probed.get(selection.blocking().get().listener()));
            throw scrutiny.blocking(socket, Objects.requireNonNull(choices.get(socket)));
        }
        Map<ServerBlock, List<Socket>> chosen = new LinkedHashMap<>();
        for (Scope.Candidate<ServerBlock> each : selection.chosen()) {
            Socket socket = Objects.requireNonNull(probed.get(each.listener()));
            scrutiny.choice(socket, Objects.requireNonNull(choices.get(socket)));
            chosen.computeIfAbsent(each.block(), first -> new ArrayList<>()).add(socket);
        }
        scrutiny.named(
                site.sockets(), chosen.values().stream().flatMap(List::stream).toList());
        choices.forEach((socket, choice) -> {
            // Clients of the hostname come by where its own answers send them, and so by nobody else's default.
            boolean its = choice.match() != Match.DEFAULT && !choice.isByRegex();
            if (!socket.isProbed() && (its || chosen.containsKey(choice.server()))) {
                chosen.computeIfAbsent(choice.server(), first -> new ArrayList<>())
                        .add(socket);
            }
        });
        for (ServerBlock server : chosen.keySet()) {
            scrutiny.block(server);
        }
        selection
                .left()
                .forEach(
                        each -> left.add(each.listener() + " at " + each.block().place()));
        return chosen;
    }

    private static List<Scope.Candidate<ServerBlock>> candidates(Map<Socket, Choice> choices) {
        List<Scope.Candidate<ServerBlock>> candidates = new ArrayList<>();
        choices.forEach((socket, choice) -> {
            if (socket.isProbed()) {
                candidates.add(new Scope.Candidate<>(socket.listener(), choice.server(), claim(choice)));
            }
        });
        return candidates;
    }

    private static Scope.Claim claim(Choice choice) {
        if (choice.isByRegex()) {
            return Scope.Claim.UNSURE;
        }
        if (choice.match() != Match.DEFAULT) {
            return Scope.Claim.NAMED;
        }
        return choice.server().isCatchAll() ? Scope.Claim.NOBODYS : Scope.Claim.OTHERS;
    }

    private static Set<Listener> listeners(Site site) {
        return site.sockets().stream()
                .filter(Socket::isProbed)
                .map(Socket::listener)
                .collect(Collectors.toSet());
    }

    /** Whether it ends every handshake, and so answers for nobody. */
    private static boolean rejects(ServerBlock server, Site site) {
        return server.first("ssl_reject_handshake")
                .map(Directive::argument)
                .or(() -> Site.last(site.http(), "ssl_reject_handshake"))
                .filter("on"::equals)
                .isPresent();
    }

    private static Block block(Hostname hostname, ServerBlock server, List<Socket> sockets, Logging logging) {
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
                server.hooked(),
                server.existing(),
                logging);
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
