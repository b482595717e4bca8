package dev.originpull.agent.cli;

import dev.originpull.agent.cli.render.StatusJson;
import dev.originpull.agent.cli.render.StatusText;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.rollout.HostChanges;
import dev.originpull.agent.rollout.HostStatus;
import dev.originpull.agent.rollout.RolloutException;
import dev.originpull.agent.verdict.ExitStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells how this host's web server stands. */
@Command(
        name = "status",
        description = {
            "For each hostname: the stage that was written, what the server does as probed, whether our line is in its "
                    + "configuration, the last change, one that was interrupted, and what differs from what was written."
        },
        sortOptions = false,
        parameterListHeading = "%n",
        optionListHeading = "%n",
        footer = {
            "",
            "Exit code: 0 what runs is what was written, 1 it is not, or a change is under way, 2 the command line or the "
                    + "configuration is wrong, 3 it could not be told. With several hostnames the worst: 1 before 3 before 0.",
            "",
            "Example: originpull status app.example.com"
        })
final class StatusCommand implements Callable<Integer> {
    private final Originpull top;

    @Parameters(
            paramLabel = "HOSTNAME",
            arity = "0..*",
            description = "Which hostnames; without any, those of originpull.yaml and those that were ever applied.")
    private List<Hostname> hostnames = new ArrayList<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration (./originpull.yaml, or else /etc/originpull/originpull.yaml).")
    private @Nullable Path config;

    StatusCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        OwnHost.checkOutput(top);
        try (HostChanges changes = OwnHost.open(Optional.ofNullable(config))) {
            for (Hostname hostname : hostnames) {
                changes.check(hostname);
            }
            return tell(changes, hostnames.isEmpty() ? changes.hostnames() : hostnames)
                    .code();
        } catch (RolloutException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw CommandException.untold("what originpull noted cannot be read (" + e + "): run it as root", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.INTERRUPTED.code();
        }
    }

    private Exit tell(HostChanges changes, List<Hostname> wanted) throws InterruptedException {
        Console console = top.console();
        boolean text = top.output() == OutputKind.TEXT;
        StatusText lines = new StatusText(console.terminal());
        List<HostStatus> all = new ArrayList<>();
        for (Hostname hostname : wanted) {
            HostStatus status = changes.status(hostname);
            all.add(status);
            if (text) {
                console.out().print(lines.of(status));
                console.out().flush();
            }
        }
        if (!text) {
            console.out().print(StatusJson.of(all));
        }
        List<ExitStatus> verdicts = all.stream().map(HostStatus::verdict).toList();
        return verdicts.contains(ExitStatus.NOT_AS_EXPECTED)
                ? Exit.NOT_AS_EXPECTED
                : verdicts.contains(ExitStatus.COULD_NOT_TELL) ? Exit.UNTOLD : Exit.DONE;
    }
}
