package dev.originpull.agent.cli;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.ProbeSettings;
import dev.originpull.agent.config.Target;
import dev.originpull.agent.verdict.AuditScope;
import dev.originpull.configgen.catalog.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds out what origins do with client certificates, and whether that is what they are meant to do. */
@Command(
        name = "probe",
        description = {
            "Connect to each origin as Cloudflare's edge does: with the leaf, with no certificate and with a forged one. "
                    + "Say what the origin does with them, and whether that is what was expected."
        },
        sortOptions = false,
        parameterListHeading = "%n",
        optionListHeading = "%n",
        footer = {
            "",
            "Exit code: 0 as expected (or told, where nothing was expected), 1 not as expected, 2 the command line or a "
                    + "file is wrong and nothing was probed, 3 it could not be told: unreachable, inconclusive, or a name "
                    + "without an address. With several origins the worst: 1 before 3 before 0.",
            "",
            "Example: originpull probe 203.0.113.10 --hostname app.example.com --cert leaf.pem --key leaf.key "
                    + "--expect required"
        })
final class ProbeCommand implements Callable<Integer> {
    private final Originpull top;

    @Parameters(
            paramLabel = "ADDRESS",
            arity = "0..*",
            description =
                    "IP, IP:port, [IPv6]:port or name[:port] (443 where none is named). Every address of a name is "
                            + "probed.")
    private List<String> addresses = List.of();

    @Option(
            names = "--hostname",
            paramLabel = "NAME",
            description = "What to ask for: sent as SNI and Host. Needed unless ADDRESS is a name.")
    private @Nullable Hostname hostname;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description =
                    "The leaf that Cloudflare presents, with its chain (PEM). Without it only nothing and a forged "
                            + "certificate are tried.")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "The leaf's private key (PEM).")
    private @Nullable Path key;

    @Option(
            names = "--key-passphrase-file",
            paramLabel = "FILE",
            description = "A file whose first line opens the key.")
    private @Nullable Path passphraseFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "The CA that the origin is meant to trust (PEM): the leaf must come from it.")
    private @Nullable Path ca;

    @Option(
            names = "--expect",
            paramLabel = "STAGE",
            description = "What the origins are meant to do: ${COMPLETION-CANDIDATES}.")
    private @Nullable Stage expected;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            defaultValue = "/",
            description = "What to GET (default: ${DEFAULT-VALUE}).")
    private String path = "/";

    @Option(
            names = "--protocol",
            paramLabel = "WIRE",
            defaultValue = "http",
            description = "What is spoken over TLS: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). With raw, "
                    + "nothing is sent.")
    private ProbeChoices.Protocol protocol = ProbeChoices.Protocol.HTTP;

    @Option(
            names = "--alpn",
            paramLabel = "PROTOCOL",
            defaultValue = "auto",
            description =
                    "Offer ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}: h2 where the origin speaks nothing "
                            + "else).")
    private ProbeChoices.Alpn alpn = ProbeChoices.Alpn.AUTO;

    @Option(
            names = "--tls",
            paramLabel = "VERSION",
            defaultValue = "auto",
            description =
                    "Offer ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}: all that Cloudflare's edge offers).")
    private ProbeChoices.Tls tls = ProbeChoices.Tls.AUTO;

    @Option(
            names = "--targets",
            paramLabel = "FILE",
            description = "Also probe the origins of this file (- for stdin): 'address hostname [expect]' a line, or "
                    + "Prometheus' file_sd form in YAML or JSON. --hostname and --expect hold where a line has none.")
    private @Nullable Path targetsFile;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "64",
            description = "How many addresses at a time (default: ${DEFAULT-VALUE}); never two connections to one.")
    private int concurrency;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "How long one origin may take as a whole (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ofSeconds(10);

    @Option(
            names = "--audit",
            description = "Where a client without a certificate is refused, also look for ways round that: other SNIs, "
                    + "sessions, TLS versions, HTTP/2, plain HTTP, a forged CA. May take as long again as --timeout.")
    private boolean audit;

    @Option(
            names = "--audit-path",
            paramLabel = "PATH",
            description = "With --audit: a path that must be refused too. May be given more than once.")
    private List<String> auditPaths = new ArrayList<>();

    @Option(
            names = "--audit-http-port",
            paramLabel = "PORT",
            description = "With --audit: where HTTP without TLS would be served (default: 80).")
    private @Nullable Integer auditHttpPort;

    ProbeCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        if (concurrency < 1 || concurrency > ProbeSettings.MOST_AT_A_TIME) {
            throw CommandException.usage(
                    "--concurrency " + concurrency + ": write a number of 1 to " + ProbeSettings.MOST_AT_A_TIME);
        }
        ProbeChoices choices = new ProbeChoices(ProbeChoices.path("--path", path), protocol, alpn, tls);
        if (!audit && (!auditPaths.isEmpty() || auditHttpPort != null)) {
            throw CommandException.usage("--audit-path and --audit-http-port say how to audit: add --audit");
        }
        Optional<AuditScope> scope = audit ? Optional.of(auditScope()) : Optional.empty();
        List<Target> targets = new ProbeTargets(top.console())
                .collect(
                        addresses,
                        Optional.ofNullable(targetsFile).map(Path::toString),
                        new Target.Defaults(Optional.ofNullable(hostname), Optional.ofNullable(expected)));
        Presented presented = Presented.load(
                Optional.ofNullable(certificate),
                Optional.ofNullable(key),
                Optional.ofNullable(passphraseFile),
                Optional.ofNullable(ca),
                audit);
        if (!top.quiet()) {
            presented.warnings().forEach(top.console()::warn);
        }
        Preparation.requireTls();
        return new ProbeRun(top, presented, choices, concurrency, timeout, scope)
                .run(targets)
                .code();
    }

    private AuditScope auditScope() throws CommandException {
        List<String> paths = new ArrayList<>();
        for (String auditPath : auditPaths) {
            paths.add(ProbeChoices.path("--audit-path", auditPath));
        }
        try {
            return auditHttpPort == null ? AuditScope.of(paths) : new AuditScope(paths, auditHttpPort);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--audit: " + e.getMessage());
        }
    }
}
