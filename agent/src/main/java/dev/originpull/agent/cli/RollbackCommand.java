package dev.originpull.agent.cli;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.rollout.HostChanges;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes changes back, the last one first. */
@Command(
        name = "rollback",
        description = {
            "Take the last change of this host's web server back, of one hostname or of all, whatever state the server is in. "
                    + "Once more takes the one before it back. What somebody has edited since is kept, and shown."
        },
        sortOptions = false,
        parameterListHeading = "%n",
        optionListHeading = "%n",
        footer = {
            "",
            "Exit code: 0 taken back, 1 not all could be put back, 2 the command line or the configuration is wrong, 4 refused: "
                    + "there is nothing to take back, or another originpull is at work.",
            "",
            "Example: originpull rollback app.example.com"
        })
final class RollbackCommand implements Callable<Integer> {
    private final Originpull top;

    @Parameters(
            paramLabel = "HOSTNAME",
            arity = "0..1",
            description = "Whose last change; without it the last one of all.")
    private @Nullable Hostname hostname;

    @Option(
            names = "--guard",
            paramLabel = "CHANGE",
            hidden = true,
            description = "Only where this change is under way still: what a guard runs when its time has come.")
    private @Nullable String guard;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration (./originpull.yaml, or else /etc/originpull/originpull.yaml).")
    private @Nullable Path config;

    RollbackCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        OwnHost.checkOutput(top);
        try (HostChanges changes = OwnHost.open(Optional.ofNullable(config))) {
            ChangeRun run = new ChangeRun(top, changes);
            Exit exit = guard == null ? run.rollback(Optional.ofNullable(hostname)) : run.expire(guard);
            return exit.code();
        }
    }
}
