package dev.originpull.agent.rollout;

import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.IdentityFiles;
import dev.originpull.agent.config.OriginEntry;
import dev.originpull.agent.config.Printable;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.CredentialException;
import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.catalog.Nearest;
import dev.originpull.configgen.catalog.ServerPath;
import dev.originpull.configgen.catalog.Site;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.install.Change;
import dev.originpull.configgen.install.RequestLog;
import dev.originpull.configgen.render.Generator;
import dev.originpull.configgen.render.Provenance;
import dev.originpull.configgen.render.RenderException;
import dev.originpull.configgen.render.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes of a wish what is to be installed, and the gates that it has to pass. */
record Preparation(
        AgentConfig config, Path file, OwnServer own, Catalog catalog, Leaves leaves, Program program, Clock clock) {

    /** A wish that can be tried. */
    record Prepared(Change change, GateKeeper gates, Addresses addresses) {}

    Prepared of(Wish wish) throws RolloutException, InterruptedException {
        OriginEntry origin = origin(wish.hostname());
        for (Hostname name : wish.names()) {
            OriginEntry other = origin(name);
            if (!config.identityOf(other).equals(config.identityOf(origin))) {
                throw new RolloutException(other.place() + ": " + name + " and " + wish.hostname()
                        + " are served by the same block, and have different identities: a block trusts one CA file; "
                        + "give them the same 'identity', or blocks of their own");
            }
        }
        own.check(wish.stage());
        Optional<Credential> leaf = leaf(origin);
        Preflight preflight = wish.stage() == Stage.OFF ? Preflight.unneeded() : preflight(origin, leaf);
        Addresses addresses = Addresses.of(config, wish.hostname()).all();
        Change change = new Change(
                renderable(wish.hostname()),
                wish.stage(),
                wish.removeHook() ? Optional.empty() : Optional.of(fragment(wish, preflight)),
                addresses.listeners(),
                wish.who(),
                wish.forced().stream().map(GateName::word).sorted().toList(),
                log(wish),
                wish.adopting() ? Optional.empty() : Optional.of(String.join(" ", command(wish)) + " --adopt"));
        return new Prepared(change, new GateKeeper(preflight, gates(wish, preflight), wish.forced()), addresses);
    }

    static dev.originpull.configgen.render.Hostname renderable(Hostname hostname) {
        return new dev.originpull.configgen.render.Hostname(hostname.name());
    }

    private OriginEntry origin(Hostname hostname) throws RolloutException {
        List<String> known = config.origins().stream()
                .map(origin -> origin.hostname().name())
                .distinct()
                .toList();
        return config.origins().stream()
                .filter(origin -> origin.hostname().equals(hostname))
                .findFirst()
                .orElseThrow(() -> new RolloutException(hostname + " is not among the 'origins:' of "
                        + Printable.whole(file.toString()) + Nearest.hint(hostname.name(), known)));
    }

    private Optional<Credential> leaf(OriginEntry origin) throws RolloutException {
        try {
            return leaves.of(origin.hostname().name()).leaf();
        } catch (CredentialException e) {
            throw new RolloutException(origin.place() + ": " + Printable.whole(String.valueOf(e.getMessage())), e);
        }
    }

    private Preflight preflight(OriginEntry origin, Optional<Credential> leaf) throws RolloutException {
        String name = config.identityOf(origin)
                .orElseThrow(() -> new RolloutException(origin.place() + ": " + origin.hostname()
                        + " has no identity, so nothing can be proven: name leaf, key and CA under 'identity:'"));
        IdentityFiles files = Objects.requireNonNull(config.identities().get(name), name);
        Path ca = files.ca()
                .orElseThrow(() -> new RolloutException(files.place()
                        + ": the key 'ca' is missing: name the CA file that the server is to trust (PEM)"));
        return Preflight.of(
                ca, leaf.orElseThrow(() -> new IllegalStateException("an identity has a leaf")), clock.instant());
    }

    private String fragment(Wish wish, Preflight preflight) throws RolloutException {
        Request request = request(
                wish.stage(),
                preflight,
                wish.hostname(),
                Optional.empty(),
                new Provenance(program.version(), command(wish)));
        try {
            return new Generator(catalog).render(own.server(), request);
        } catch (RenderException e) {
            throw new RolloutException(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<String> command(Wish wish) {
        String hostname = wish.hostname().name();
        return wish.enforcing()
                ? List.of("originpull", "enforce", hostname)
                : List.of(
                        "originpull", "apply", hostname, "--stage", wish.stage().word());
    }

    private static Request request(
            Stage stage, Preflight preflight, Hostname hostname, Optional<Site> site, Provenance provenance) {
        return new Request(
                stage,
                preflight.ca(),
                Optional.of(renderable(hostname)),
                Optional.empty(),
                preflight.depth(),
                Optional.empty(),
                false,
                false,
                site,
                provenance);
    }

    /** What the gate log-verified reads, if anything is to be logged: with no certificate to log, nothing is. */
    private Optional<RequestLog> log(Wish wish) throws RolloutException {
        if (config.originLog().isEmpty() || wish.stage() == Stage.OFF) {
            return Optional.empty();
        }
        List<Path> files = config.originLog().get().files().stream()
                .map(each -> each.toAbsolutePath().normalize())
                .toList();
        Path folder = Objects.requireNonNull(files.get(0).getParent(), "an absolute path of a file");
        if (!Files.isDirectory(folder)) {
            throw new RolloutException(Printable.whole(file.toString()) + ": 'origin-log.files': "
                    + Printable.whole(folder.toString()) + " is no folder, so "
                    + own.server().title()
                    + " cannot write its log there: create it, or name another file");
        }
        try {
            Site site =
                    own.server().site().withLog(ServerPath.parse(files.get(0).toString()));
            String format = "originpull-" + wish.hostname().name();
            Provenance provenance = new Provenance(program.version(), List.of());
            Request request = request(Stage.OFF, Preflight.unneeded(), wish.hostname(), Optional.of(site), provenance);
            Generator generator = new Generator(catalog);
            boolean outer = own.program().driving().outerHook().isPresent();
            return Optional.of(new RequestLog(
                    files,
                    generator.part(own.server(), request, "log.ftl", format),
                    outer
                            ? Optional.of(generator.part(own.server(), request, "log-format.ftl", format))
                            : Optional.empty()));
        } catch (InvalidValueException | RenderException e) {
            throw new RolloutException("'origin-log.files': " + e.getMessage(), e);
        }
    }

    private List<Gate> gates(Wish wish, Preflight preflight) {
        String hostname = wish.hostname().name();
        List<Gate> gates = new ArrayList<>();
        if (wish.enforcing()) {
            gates.add(new LeafAccepted(hostname));
            gates.add(new CertificatesGood(preflight.certificates(), clock));
            gates.add(new NoFurtherCas(preflight.certificates(), preflight.further(), true));
            Path ours = own.folders().fragment(renderable(wish.hostname()));
            for (Hostname name : config.originLog().isPresent() ? wish.names() : List.of(wish.hostname())) {
                gates.add(new LogVerified(config.originLog(), name, clock, ours));
            }
            gates.add(new AssociationActive(config.cloudflare()));
        } else if (!preflight.further().isEmpty()) {
            gates.add(new NoFurtherCas(preflight.certificates(), preflight.further(), false));
        }
        gates.add(new OwnBlock(
                hostname,
                config.origins().stream()
                        .map(origin -> origin.hostname().name())
                        .collect(Collectors.toSet())));
        return gates;
    }
}
