package dev.originpull.agent.cli;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.rollout.GateName;
import dev.originpull.agent.rollout.HostChanges;
import dev.originpull.agent.rollout.Wish;
import dev.originpull.configgen.catalog.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings this host's web server to a stage. */
@Command(
        name = "apply",
        header = "Change this host's web server to a stage, and verify it.",
        customSynopsis = "originpull apply HOSTNAME... --stage STAGE [OPTIONS]",
        description = {
            "",
            "Writes the configuration for one hostname, tests it, reloads the server and probes. If a step fails, or the final probe "
                    + "does not confirm the result, the change is rolled back. The server is the one under 'server:' in "
                    + "originpull.yaml; leaf and CA are the hostname's identity there. To require a certificate, use enforce: "
                    + "--stage required skips its gates."
        },
        footer = {
            "",
            "Exit code: 0 applied and verified, or nothing to do; 1 the rollback is incomplete; 2 the command line or a file is "
                    + "invalid; 4 refused, or rolled back: the last line says which; 130 interrupted and rolled back.",
            "",
            "Examples:",
            "  originpull apply app.example.com --stage optional --dry-run",
            "  originpull apply app.example.com --stage optional",
            "  originpull apply app.example.com --stage off --remove-hook"
        })
final class ApplyCommand implements Callable<Integer> {
    private final Originpull top;

    @Parameters(
            paramLabel = "HOSTNAME",
            completionCandidates = Hostnames.class,
            arity = "1..*",
            description = "Hostnames to change; must be listed in originpull.yaml. Those of one block are one change.")
    private List<Hostname> hostnames = new ArrayList<>();

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            required = true,
            description = "Target stage, required: ${COMPLETION-CANDIDATES}.")
    private @Nullable Stage stage;

    @Option(
            names = "--remove-hook",
            description = "With --stage off: also remove the include line and originpull's file.")
    private boolean removeHook;

    @Mixin
    private final ChangeOptions options = new ChangeOptions();

    ApplyCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        if (hostnames.isEmpty() || stage == null) {
            throw CommandException.usage("missing HOSTNAME and --stage STAGE");
        }
        if (removeHook && stage != Stage.OFF) {
            throw CommandException.usage("--remove-hook needs --stage off: it removes the whole configuration");
        }
        if (!Set.of(GateName.OWN_BLOCK).containsAll(options.forced())) {
            throw CommandException.usage("apply has one gate, own-block: the others are enforce's");
        }
        Wish wish =
                new Wish(hostnames.get(0), stage, removeHook, false, options.adopt(), options.forced(), OwnHost.who());
        if (!options.printHook()) {
            Preparation.requireTls();
        }
        try (HostChanges changes = OwnHost.open(options.config().named())) {
            return options.run(new ChangeRun(top, changes), wish, hostnames).code();
        }
    }
}
