package dev.originpull.agent.cli;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.rollout.GateName;
import dev.originpull.agent.rollout.HostChanges;
import dev.originpull.agent.rollout.Wish;
import dev.originpull.configgen.catalog.Stage;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Locks out who has no certificate, once nobody who should come in is locked out by it. */
@Command(
        name = "enforce",
        description = {
            "Bring this host's web server to stage required for one hostname, behind gates: the leaf is accepted and the "
                    + "forged one refused now, certificates are good for two weeks, the log shows Cloudflare's requests "
                    + "verified, and nothing else changes. What is not proven in the end is taken back."
        },
        sortOptions = false,
        parameterListHeading = "%n",
        optionListHeading = "%n",
        footer = {
            "",
            "Gates: leaf-accepted, certificates-good, trusted-cas, log-verified, association-active, own-block.",
            "",
            "Exit code: 0 done or so already, 1 not all could be put back, 2 the command line or a file is wrong, "
                    + "4 refused, or undone: the last line says which, 130 interrupted and taken back.",
            "",
            "Example: originpull enforce app.example.com"
        })
final class EnforceCommand implements Callable<Integer> {
    private final Originpull top;

    @Parameters(paramLabel = "HOSTNAME", description = "Whose requests; one of originpull.yaml's origins.")
    private @Nullable Hostname hostname;

    @Option(
            names = "--force",
            paramLabel = "GATE",
            description = "Go through this gate although it says no; the journal says so. May be given more than once.")
    private Set<GateName> forced = new LinkedHashSet<>();

    @Option(names = "--dry-run", description = "Show what would be changed and what the gates say, and touch nothing.")
    private boolean dryRun;

    @Option(
            names = "--print-hook",
            description = "Print the line that takes up our file and where it belongs, and touch nothing.")
    private boolean printHook;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration (./originpull.yaml, or else /etc/originpull/originpull.yaml).")
    private @Nullable Path config;

    EnforceCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        OwnHost.checkOutput(top);
        if (hostname == null) {
            throw CommandException.usage("enforce for whom? Name a HOSTNAME");
        }
        Wish wish = new Wish(hostname, Stage.REQUIRED, false, true, forced, OwnHost.who());
        if (!printHook) {
            Preparation.requireTls();
        }
        try (HostChanges changes = OwnHost.open(Optional.ofNullable(config))) {
            ChangeRun run = new ChangeRun(top, changes);
            Exit exit = printHook ? run.printHook(hostname) : dryRun ? run.preview(wish) : run.apply(wish);
            return exit.code();
        }
    }
}
