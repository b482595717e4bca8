package dev.originpull.configgen.locate.apache;

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

/** Finds the virtual hosts that Apache httpd takes for a hostname, from what {@code httpd -S} reports and its files. */
public final class ApacheLocator implements Locator {
    private final ServerProgram program;

    public ApacheLocator(ServerProgram program) {
        this.program = program;
    }

    @Override
    public Located locate(Hostname hostname, String hook) throws LocateException, InterruptedException {
        Undecidable.refusePattern(hostname);
        String report = Report.dump(program);
        Running running = Running.of(report, Report.answer(program, List.of("-M")));
        String line = ConfigFile.inBytes(hook);
        Configuration configuration = Configuration.of(running, line);
        Scrutiny scrutiny = new Scrutiny(hostname, line, configuration);
        scrutiny.variables(running);
        Site site = Site.of(report, configuration, running, scrutiny);
        Map<Host, List<Listener>> chosen = chosen(hostname, site, scrutiny);
        if (chosen.isEmpty()) {
            throw unknown(hostname, site);
        }
        List<Block> blocks = new ArrayList<>();
        chosen.forEach((host, listeners) -> blocks.add(block(hostname, host, listeners, site, line)));
        Optional<Path> pidFile =
                running.pidFile().map(file -> Path.of(running.serverRoot()).resolve(ConfigFile.fromBytes(file)));
        ErrorLogs logs = new ErrorLogs(running, configuration.main());
        return new Located(
                blocks,
                Neighbourhood.plain(hostname, site),
                // httpd listens on TCP alone (mpm_common's Listen).
                List.of(),
                Neighbourhood.bystanders(hostname, site, chosen),
                Neighbourhood.companions(hostname, site, chosen, blocks),
                configuration.names(),
                pidFile.flatMap(LastLoad::byPidFile),
                pidFile,
                logs.of(List.copyOf(chosen.keySet())));
    }

    private static Map<Host, List<Listener>> chosen(Hostname hostname, Site site, Scrutiny scrutiny)
            throws LocateException {
        Map<Socket, Choice> choices = new LinkedHashMap<>();
        for (Socket socket : site.sockets()) {
            List<Host> hosts = site.hosts(socket);
            Choice choice = Choice.of(hosts, hostname.name());
            if (site.isTls(socket, choice)) {
                scrutiny.choice(socket, choice, hosts);
                choices.put(socket, choice);
            }
        }
        List<Integer> ports = choices.entrySet().stream()
                .filter(entry -> entry.getValue().match() != Match.DEFAULT)
                .map(entry -> entry.getKey().listener().port())
                .toList();
        Map<Host, List<Listener>> chosen = new LinkedHashMap<>();
        for (Map.Entry<Socket, Choice> entry : choices.entrySet()) {
            Host host = entry.getValue().host();
            Listener listener = entry.getKey().listener();
            // Somebody's default answers for every name in the world; it matters where the hostname's clients come by.
            boolean matters = entry.getValue().match() != Match.DEFAULT
                    || (ports.isEmpty() ? host.isCatchAll() : ports.contains(listener.port()));
            if (matters) {
                chosen.computeIfAbsent(site.one(host), first -> new ArrayList<>())
                        .add(listener);
            }
        }
        for (Host host : chosen.keySet()) {
            scrutiny.host(host);
        }
        return chosen;
    }

    private static Block block(Hostname hostname, Host host, List<Listener> listeners, Site site, String hook) {
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
                host.all().stream().anyMatch(directive -> directive.text().equals(hook)));
    }

    private LocateException unknown(Hostname hostname, Site site) throws LocateException {
        List<String> known = new ArrayList<>();
        Optional<String> plain = Optional.empty();
        for (Socket socket : site.sockets()) {
            Choice choice = Choice.of(site.hosts(socket), hostname.name());
            if (site.isTls(socket, choice)) {
                site.hosts(socket).forEach(host -> known.addAll(host.names()));
            } else if (choice.match() == Match.EXACT && plain.isEmpty()) {
                plain = Optional.of(choice.host().section().place());
            }
        }
        return UnknownHostname.of(hostname, program.config(), known, plain);
    }
}
