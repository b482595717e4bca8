package dev.originpull.agent.cli;

import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.ConfigException;
import dev.originpull.agent.config.Durations;
import dev.originpull.agent.config.ListenAddress;
import dev.originpull.agent.config.WebSettings;
import dev.originpull.agent.monitor.Agent;
import dev.originpull.agent.monitor.AgentCollector;
import dev.originpull.agent.monitor.Exposition;
import dev.originpull.agent.monitor.Settings;
import dev.originpull.agent.monitor.StateLock;
import dev.originpull.agent.pki.PublicAuthorities;
import dev.originpull.agent.pki.ServerTrust;
import dev.originpull.agent.verdict.Judge;
import dev.originpull.agent.web.Listening;
import dev.originpull.agent.web.Route;
import dev.originpull.agent.web.Routes;
import dev.originpull.agent.web.WebServer;
import dev.originpull.agent.web.endpoint.DiscoveryEndpoint;
import dev.originpull.agent.web.endpoint.Health;
import dev.originpull.agent.web.endpoint.MetricsEndpoint;
import dev.originpull.agent.web.endpoint.OriginsEndpoint;
import dev.originpull.agent.web.endpoint.ProbeEndpoint;
import dev.originpull.agent.web.endpoint.ReloadEndpoint;
import dev.originpull.agent.web.pages.Pages;
import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.render.RenderException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent and its web server, from start to end. */
final class Service implements AutoCloseable {
    private static final Duration LONGEST_END = Duration.ofSeconds(10);
    private static final int LOOKUP_THREADS = 4;
    private static final int LOOKUPS_WAITING = 64;

    /** Nobody reads more than milliseconds. */
    private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Exposition exposition = new Exposition();
    private final ExecutorService lookups;
    private final Agent agent;
    private final WebServer web;
    private final InetSocketAddress wantedAddress;
    private final boolean addressGiven;
    private final Optional<Path> stateFile;
    private final StateLock stateLock;

    private Service(Path file, Settings settings, Optional<InetSocketAddress> address, Catalog servers)
            throws IOException, RenderException {
        this.addressGiven = address.isPresent();
        this.wantedAddress = address.orElse(settings.config().web().listen());
        this.stateFile = stateFile(settings.config());
        this.stateLock = StateLock.take(stateFile);
        this.lookups = new ThreadPoolExecutor(
                LOOKUP_THREADS,
                LOOKUP_THREADS,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(LOOKUPS_WAITING),
                task -> {
                    Thread thread = new Thread(task, "lookup");
                    thread.setDaemon(true);
                    return thread;
                });
        String version = VersionLines.version();
        this.agent = Agent.prepare(
                settings,
                before -> Settings.load(file, before),
                stateFile,
                new Agent.Surroundings(
                        new Judge(new TemplateRemedies(), ServerTrust.ofThisMachine(), new PublicAuthorities()),
                        exposition.meters(),
                        "originpull/" + version,
                        InetAddress::getAllByName,
                        CLOCK));
        exposition.add(new AgentCollector(agent, version, VersionLines.boringSsl()));
        try {
            this.web = WebServer.start(
                    listening(settings.config().web()), routes(new Pages(agent, servers, version, CLOCK)));
        } catch (IOException | RenderException e) {
            agent.close();
            stateLock.close();
            throw e;
        }
        agent.onReload(this::takeUp);
        // Nothing is attempted before it is sure that this is the one agent at this address.
        agent.begin();
    }

    /**
     * Starts both.
     *
     * @param servers those that configurations can be made for on the pages
     */
    static Service start(Path file, Settings settings, Optional<InetSocketAddress> address, Catalog servers)
            throws IOException, RenderException {
        Service service = new Service(file, settings, address, servers);
        LOG.info(
                "listening on {}, watching {} every {}",
                service.urls(),
                counted(settings.config().origins().size(), "hostname"),
                Durations.text(settings.config().probe().interval()));
        settings.config().web().exposure(service.web.address()).ifPresent(LOG::warn);
        return service;
    }

    void reload() {
        agent.reload();
    }

    /** Where it can be reached: what Java binds to the IPv6 wildcard takes connections to IPv4 addresses, too. */
    private String urls() {
        String scheme = agent.config().web().tls().isPresent() ? "https://" : "http://";
        InetSocketAddress address = web.address();
        String url = scheme + ListenAddress.text(address);
        return address.getAddress() instanceof Inet6Address six && six.isAnyLocalAddress()
                ? url + " and " + scheme + "0.0.0.0:" + address.getPort()
                : url;
    }

    private static String counted(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private Routes routes(Pages pages) {
        List<Route> routes = new ArrayList<>(pages.routes());
        routes.add(MetricsEndpoint.route(exposition::write));
        routes.add(Health.healthy());
        routes.add(Health.ready(() -> agent.isReady()
                ? Optional.empty()
                : Optional.of("The origins do not have their place in the schedule yet.")));
        routes.add(ReloadEndpoint.route(() -> agent.config().web().lifecycle(), agent::reload));
        routes.add(ProbeEndpoint.route(agent, InetAddress::getAllByName, lookups, CLOCK));
        routes.add(DiscoveryEndpoint.route(agent));
        routes.add(OriginsEndpoint.all(agent));
        routes.add(OriginsEndpoint.one(agent));
        return new Routes(routes);
    }

    private void takeUp(AgentConfig config) throws ConfigException {
        try {
            web.reconfigure(listening(config.web()));
        } catch (IOException e) {
            throw new ConfigException(List.of(String.valueOf(e.getMessage())));
        }
        config.web().exposure(web.address()).ifPresent(LOG::warn);
        if (!addressGiven && !config.web().listen().equals(wantedAddress)) {
            LOG.warn("web.listen changed: restart the agent to apply it");
        }
        if (!stateFile(config).equals(stateFile)) {
            LOG.warn("state-file changed: restart the agent to apply it");
        }
    }

    private Listening listening(WebSettings settings) {
        return new Listening(wantedAddress, settings.tls(), settings.basicAuth());
    }

    /** Where systemd made a folder for it, results are kept without being told to. */
    private static Optional<Path> stateFile(AgentConfig config) {
        return config.stateFile()
                .or(() -> Optional.ofNullable(System.getenv("STATE_DIRECTORY"))
                        .map(folders -> Path.of(folders.split(":", 2)[0], "results.jsonl.gz")));
    }

    private void endAgent(Duration limit) {
        try {
            agent.close(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            agent.close();
        }
    }

    /** Begins no look any more, then stops listening; what is under way may come to its end. */
    @Override
    public void close() {
        Duration timeout = agent.config().probe().timeout();
        Duration limit = timeout.compareTo(LONGEST_END) < 0 ? timeout : LONGEST_END;
        long until = System.nanoTime() + limit.toNanos();
        agent.shut();
        web.close(limit);
        endAgent(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
        stateLock.close();
        lookups.shutdownNow();
        exposition.close();
    }
}
