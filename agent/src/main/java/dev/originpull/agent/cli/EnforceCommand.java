package dev.originpull.agent.cli;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.rollout.HostChanges;
import dev.originpull.agent.rollout.Wish;
import dev.originpull.configgen.catalog.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Locks out who has no certificate, once nobody who should come in is locked out by it. */
@Command(
        name = "enforce",
        header = "Require client certificates, behind safety gates.",
        customSynopsis = "originpull enforce HOSTNAME... [OPTIONS]",
        description = {
            "",
            "Changes this host's web server to stage required for one hostname, if every gate passes. The gates check that the leaf is "
                    + "accepted and a forged one refused now, that certificates are valid for two more weeks, that the log shows "
                    + "verified requests from Cloudflare, and that nothing else changes. If the result cannot be verified, the change "
                    + "is rolled back.",
            "",
            "Gates: leaf-accepted, certificates-good, trusted-cas, log-verified, association-active, own-block."
        },
        footer = {
            "",
            "Exit code: 0 applied and verified, or nothing to do; 1 the rollback is incomplete; 2 the command line or a file is "
                    + "invalid; 4 refused, or rolled back: the last line says which; 130 interrupted and rolled back.",
            "",
            "Examples:",
            "  originpull enforce app.example.com --dry-run",
            "  originpull enforce app.example.com"
        })
final class EnforceCommand implements Callable<Integer> {
    private final Originpull top;

    @Parameters(
            paramLabel = "HOSTNAME",
            completionCandidates = Hostnames.class,
            arity = "1..*",
            description = "Hostnames to change; must be listed in originpull.yaml. Those of one block are one change.")
    private List<Hostname> hostnames = new ArrayList<>();

    @Mixin
    private final ChangeOptions options = new ChangeOptions();

    EnforceCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        if (hostnames.isEmpty()) {
            throw CommandException.usage("missing HOSTNAME");
        }
        Wish wish = new Wish(
                hostnames.get(0), Stage.REQUIRED, false, true, options.adopt(), options.forced(), OwnHost.who());
        if (!options.printHook()) {
            Preparation.requireTls();
        }
        try (HostChanges changes = OwnHost.open(options.config().named())) {
            return options.run(new ChangeRun(top, changes), wish, hostnames).code();
        }
    }
}
