package dev.originpull.configgen.locate.apache;

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

/** Finds the virtual hosts that Apache httpd takes for a hostname, from what {@code httpd -S} reports and its files. */
public final class ApacheLocator implements Locator {
    private final ServerProgram program;
    private final Scope scope;

    public ApacheLocator(ServerProgram program, Scope scope) {
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
        Running running = Running.of(report, Report.answer(program, List.of("-M")));
        String line = ConfigFile.inBytes(hook);
        Configuration configuration = Configuration.of(running, line);
        Scrutiny scrutiny = new Scrutiny(hostname, line, configuration);
        scrutiny.variables(running);
        Site site = Site.of(report, configuration, running);
        List<String> left = new ArrayList<>();
        Map<Host, List<Listener>> chosen = chosen(hostname, site, scrutiny, left);
        if (chosen.isEmpty()) {
            throw unknown(hostname, site);
        }
        List<Block> blocks = new ArrayList<>();
        ApacheLogs accessLogs = new ApacheLogs(configuration.main(), running);
        chosen.forEach(
                (host, listeners) -> blocks.add(block(hostname, host, listeners, site, line, accessLogs.of(host))));
        Optional<Path> pidFile =
                running.pidFile().map(file -> Path.of(running.serverRoot()).resolve(ConfigFile.fromBytes(file)));
        ErrorLogs logs = new ErrorLogs(running, configuration.main());
        return new Located(
                blocks,
                Neighbourhood.plain(hostname, site),
                // httpd listens on TCP alone (mpm_common's Listen).
                List.of(),
                left,
                Neighbourhood.bystanders(hostname, site, chosen),
                Neighbourhood.companions(hostname, site, chosen, blocks),
                configuration.names(),
                pidFile.flatMap(LastLoad::byPidFile),
                pidFile,
                logs.of(List.copyOf(chosen.keySet())));
    }

    private Map<Host, List<Listener>> chosen(Hostname hostname, Site site, Scrutiny scrutiny, List<String> left)
            throws LocateException {
        Map<Listener, Socket> sockets = new LinkedHashMap<>();
        List<Scope.Candidate<Host>> candidates = new ArrayList<>();
        for (Socket socket : site.sockets()) {
            Choice choice = Choice.of(site.hosts(socket), hostname.name());
            if (site.isTls(socket, choice)) {
                sockets.put(socket.listener(), socket);
                candidates.add(new Scope.Candidate<>(socket.listener(), site.one(choice.host()), claim(choice)));
            }
        }
        Scope.Selection<Host> selection = scope.select(candidates, site.listeners());
        if (selection.blocking().isPresent()) {
            Scope.Candidate<Host> blocking = selection.blocking().get();
            throw Undecidable.othersDefault(
                    hostname, blocking.listener().toString(), blocking.block().place());
        }
        Map<Host, List<Listener>> chosen = new LinkedHashMap<>();
        for (Scope.Candidate<Host> each : selection.chosen()) {
            Socket socket = Objects.requireNonNull(sockets.get(each.listener()));
            scrutiny.choice(socket, Choice.of(site.hosts(socket), hostname.name()), site.hosts(socket));
            chosen.computeIfAbsent(each.block(), first -> new ArrayList<>()).add(each.listener());
        }
        for (Host host : chosen.keySet()) {
            scrutiny.host(host);
        }
        selection
                .left()
                .forEach(
                        each -> left.add(each.listener() + " at " + each.block().place()));
        return chosen;
    }

    private static Scope.Claim claim(Choice choice) {
        if (choice.match() != Match.DEFAULT) {
            return Scope.Claim.NAMED;
        }
        return choice.host().isCatchAll() ? Scope.Claim.NOBODYS : Scope.Claim.OTHERS;
    }

    private static Block block(
            Hostname hostname, Host host, List<Listener> listeners, Site site, String hook, Logging logging) {
        return new Block(
                host.file().path(),
                host.section().line(),
                host.closing(),
                listeners,
                host.names().stream().map(ConfigFile::fromBytes).toList(),
                Choice.of(List.of(host), hostname.name()).match(),
                site.sockets().stream()
                        .filter(socket -> listeners.contains(socket.listener()))
                        .anyMatch(socket -> site.one(site.hosts(socket).get(0)).equals(host)),
                host.all().stream().anyMatch(directive -> directive.text().equals(hook)),
                host.existing(),
                logging);
    }

    private LocateException unknown(Hostname hostname, Site site) throws LocateException {
        List<String> known = new ArrayList<>();
        Optional<String> plain = Optional.empty();
        for (Socket socket : site.sockets()) {
            Choice choice = Choice.of(site.hosts(socket), hostname.name());
            if (site.isTls(socket, choice)) {
                site.hosts(socket).forEach(host -> known.addAll(host.names()));
            } else if (choice.match() == Match.EXACT && plain.isEmpty()) {
                plain = Optional.of(choice.host().place());
            }
        }
        return UnknownHostname.of(hostname, program.config(), known, plain);
    }
}
