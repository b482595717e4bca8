package dev.originpull.agent.cli;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.ProbeSettings;
import dev.originpull.agent.config.ProxyProtocol;
import dev.originpull.agent.config.RequestPath;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds out what origins do with client certificates, and whether that is what they are meant to do. */
@Command(
        name = "probe",
        header = "Find out what origins do with client certificates.",
        customSynopsis = {
            "originpull probe [HOSTNAME...] [OPTIONS]",
            "originpull probe ADDRESS... --hostname NAME [--cert FILE --key FILE] [OPTIONS]"
        },
        description = {
            "",
            "Connects to each origin as Cloudflare's edge does: with the leaf (the client certificate that Cloudflare presents), with no "
                    + "certificate, and with a forged one. Reports what the origin does with them, and whether that is as expected.",
            "",
            "A HOSTNAME of originpull.yaml is probed with the addresses, leaf, stage and path that the file has for it; without "
                    + "arguments, all of them are. A configured hostname takes precedence over DNS. Options override the file."
        },
        footer = {
            "",
            "Exit code: 0 as expected, or determined if nothing was expected; 1 not as expected; 2 the command line or a file is "
                    + "invalid, and nothing was probed; 3 undetermined: unreachable, inconclusive, or a name that does not resolve. "
                    + "With several origins the most severe: 1, then 3, then 0.",
            "",
            "Examples:",
            "  originpull probe 203.0.113.10 --hostname app.example.com",
            "  originpull probe 203.0.113.10 --hostname app.example.com \\",
            "      --cert leaf.pem --key leaf.key --expect required",
            "  originpull probe app.example.com -c originpull.yaml -o json",
            "  originpull probe --targets origins.txt --concurrency 256"
        })
final class ProbeCommand implements Callable<Integer> {
    private final Originpull top;

    @Parameters(
            paramLabel = "ADDRESS|HOSTNAME",
            arity = "0..*",
            completionCandidates = Hostnames.class,
            description =
                    "IP, IP:port, [IPv6]:port or name[:port] (default port: 443), or a hostname of originpull.yaml. "
                            + "Every address of a name is probed.")
    private List<String> addresses = List.of();

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--hostname",
            paramLabel = "NAME",
            description = "Hostname to send as SNI and Host. Required unless ADDRESS is a name.")
    private @Nullable Hostname hostname;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description =
                    "Leaf that Cloudflare presents, with its chain (PEM). Without it, only no certificate and a forged one are tried.")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "Private key of the leaf (PEM).")
    private @Nullable Path key;

    @Option(
            names = "--key-passphrase-file",
            paramLabel = "FILE",
            description = "File whose first line is the key's passphrase.")
    private @Nullable Path passphraseFile;

    @Option(
            names = {"--ca-file", "--ca"},
            paramLabel = "FILE",
            description = "CA that the origins should trust (PEM); the leaf must be issued by it.")
    private @Nullable Path ca;

    @Option(names = "--expect", paramLabel = "STAGE", description = "Expected stage: ${COMPLETION-CANDIDATES}.")
    private @Nullable Stage expected;

    @Option(names = "--path", paramLabel = "PATH", description = "Path to request (default: /).")
    private @Nullable String path;

    @Option(
            names = "--protocol",
            paramLabel = "WIRE",
            defaultValue = "http",
            description =
                    "Protocol over TLS: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). With raw, nothing is sent.")
    private ProbeChoices.Protocol protocol = ProbeChoices.Protocol.HTTP;

    @Option(
            names = "--alpn",
            paramLabel = "PROTOCOL",
            defaultValue = "auto",
            description =
                    "ALPN to offer: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}: h2 if the origin speaks nothing else).")
    private ProbeChoices.Alpn alpn = ProbeChoices.Alpn.AUTO;

    @Option(
            names = "--tls",
            paramLabel = "VERSION",
            defaultValue = "auto",
            description =
                    "TLS version to offer: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}: all that Cloudflare's edge offers).")
    private ProbeChoices.Tls tls = ProbeChoices.Tls.AUTO;

    @Option(
            names = "--proxy-protocol",
            paramLabel = "VERSION",
            description =
                    "Send a PROXY protocol header first, as a load balancer does: ${COMPLETION-CANDIDATES} (default: none).")
    private @Nullable ProxyProtocol proxyProtocol;

    @Option(
            names = "--targets",
            paramLabel = "FILE",
            description =
                    "File of further origins (- for stdin): 'address hostname [expect]' per line, or Prometheus' file_sd "
                            + "format in YAML or JSON. --hostname and --expect apply to lines without them.")
    private @Nullable Path targetsFile;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "64",
            description = "Addresses to probe at a time (default: ${DEFAULT-VALUE}); one connection to each at a time.")
    private int concurrency;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Time limit for one origin as a whole (default: probe.timeout of originpull.yaml, 10s).")
    private @Nullable Duration timeout;

    @Option(
            names = "--audit",
            description =
                    "If clients without a certificate are refused, also try bypasses: other SNIs, sessions, TLS versions, "
                            + "HTTP/2, plain HTTP, a forged CA. Takes up to another --timeout.")
    private boolean audit;

    @Option(
            names = "--audit-path",
            paramLabel = "PATH",
            description = "With --audit: another path that must be refused. Repeatable.")
    private List<String> auditPaths = new ArrayList<>();

    @Option(
            names = "--audit-http-port",
            paramLabel = "PORT",
            description = "With --audit: port where HTTP without TLS would be served (default: 80).")
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
        if (!audit && (!auditPaths.isEmpty() || auditHttpPort != null)) {
            throw CommandException.usage("--audit-path and --audit-http-port say how to audit: add --audit");
        }
        Optional<AuditScope> scope = audit ? Optional.of(auditScope()) : Optional.empty();
        ProbePlan plan = ProbePlan.of(
                options(),
                new ProbeChoices(RequestPath.DEFAULT, protocol, alpn, tls, Optional.ofNullable(proxyProtocol)),
                top.console());
        if (!top.quiet()) {
            plan.warnings().forEach(top.console()::warn);
        }
        Preparation.requireTls();
        return new ProbeRun(top, concurrency, plan.timeout(), scope)
                .run(plan.batches())
                .code();
    }

    private ProbePlan.Options options() throws CommandException {
        return new ProbePlan.Options(
                addresses,
                Optional.ofNullable(targetsFile),
                Optional.ofNullable(hostname),
                Optional.ofNullable(expected),
                new ProbePlan.LeafOptions(
                        Optional.ofNullable(certificate),
                        Optional.ofNullable(key),
                        Optional.ofNullable(passphraseFile),
                        Optional.ofNullable(ca)),
                path == null ? Optional.empty() : Optional.of(ProbeChoices.path("--path", path)),
                Optional.ofNullable(timeout),
                audit,
                config.named());
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
