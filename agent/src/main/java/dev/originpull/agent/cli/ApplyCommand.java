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

/** Brings this host's web server to a stage. */
@Command(
        name = "apply",
        description = {
            "Bring this host's web server to a stage for one hostname: write, test, reload, probe. What fails on the way, or is "
                    + "not proven in the end, is taken back. To require a certificate, use enforce: --stage required goes there "
                    + "without its gates."
        },
        sortOptions = false,
        parameterListHeading = "%n",
        optionListHeading = "%n",
        footer = {
            "",
            "The server is what 'server:' of originpull.yaml says; leaf and CA are the hostname's identity there.",
            "",
            "Exit code: 0 done or so already, 1 not all could be put back, 2 the command line or a file is wrong, "
                    + "4 refused, or undone: the last line says which, 130 interrupted and taken back.",
            "",
            "Example: originpull apply app.example.com --stage optional"
        })
final class ApplyCommand implements Callable<Integer> {
    private final Originpull top;

    @Parameters(paramLabel = "HOSTNAME", description = "Whose requests; one of originpull.yaml's origins.")
    private @Nullable Hostname hostname;

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            required = true,
            description = "What the server is to do: ${COMPLETION-CANDIDATES}.")
    private @Nullable Stage stage;

    @Option(
            names = "--remove-hook",
            description = "With --stage off: take our file and the line that takes it up out again.")
    private boolean removeHook;

    @Option(
            names = "--force",
            paramLabel = "GATE",
            description = "Go through this gate although it says no (own-block is the one here); the journal says so.")
    private Set<GateName> forced = new LinkedHashSet<>();

    @Option(names = "--dry-run", description = "Show what would be changed, and touch nothing.")
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

    ApplyCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        OwnHost.checkOutput(top);
        if (hostname == null || stage == null) {
            throw CommandException.usage("apply what to whom? Name a HOSTNAME and --stage STAGE");
        }
        if (removeHook && stage != Stage.OFF) {
            throw CommandException.usage("--remove-hook takes everything out: use it with --stage off");
        }
        if (!Set.of(GateName.OWN_BLOCK).containsAll(forced)) {
            throw CommandException.usage("apply has one gate, own-block: the others are enforce's");
        }
        Wish wish = new Wish(hostname, stage, removeHook, false, forced, OwnHost.who());
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
