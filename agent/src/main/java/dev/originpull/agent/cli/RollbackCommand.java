package dev.originpull.agent.cli;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.rollout.HostChanges;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes changes back, the last one first. */
@Command(
        name = "rollback",
        header = "Undo the last change of this host's web server.",
        customSynopsis = "originpull rollback [HOSTNAME] [OPTIONS]",
        description = {
            "",
            "Rolls back the last change, of one hostname or of all, whatever state the server is in. Run it again to roll back the "
                    + "change before. Files that somebody has edited since are kept, and shown."
        },
        footer = {
            "",
            "Exit code: 0 rolled back; 1 the rollback is incomplete; 2 the command line or the configuration is invalid; 4 refused: "
                    + "there is nothing to roll back, or another originpull is running.",
            "",
            "Examples:",
            "  originpull rollback app.example.com",
            "  originpull rollback"
        })
final class RollbackCommand implements Callable<Integer> {
    private final Originpull top;

    @Parameters(
            paramLabel = "HOSTNAME",
            arity = "0..1",
            completionCandidates = Hostnames.class,
            description = "Hostname whose last change to roll back (default: the most recent change).")
    private @Nullable Hostname hostname;

    @Option(
            names = "--guard",
            paramLabel = "CHANGE",
            hidden = true,
            description = "Only if this change is still in progress: what the watchdog runs when its time is over.")
    private @Nullable String guard;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    RollbackCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        Consumer<String> warn = top.quiet() ? complaint -> {} : top.console()::warn;
        try (HostChanges changes = OwnHost.openForRollback(config.named(), warn)) {
            ChangeRun run = new ChangeRun(top, changes);
            Exit exit = guard == null ? run.rollback(Optional.ofNullable(hostname)) : run.expire(guard);
            return exit.code();
        }
    }
}
