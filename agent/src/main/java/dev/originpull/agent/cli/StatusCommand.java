package dev.originpull.agent.cli;

import dev.originpull.agent.cli.render.StatusJson;
import dev.originpull.agent.cli.render.StatusText;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.rollout.HostChanges;
import dev.originpull.agent.rollout.HostStatus;
import dev.originpull.agent.rollout.RolloutException;
import dev.originpull.agent.verdict.ExitStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells how this host's web server stands. */
@Command(
        name = "status",
        header = "Show the configured and the observed stage of each hostname.",
        customSynopsis = "originpull status [HOSTNAME...] [OPTIONS]",
        description = {
            "",
            "For each hostname: the stage that was written, what the server does as probed, whether the include line is in its "
                    + "configuration, the last change, an interrupted one, and what differs from what was written."
        },
        footer = {
            "",
            "Exit code: 0 the server does what was written; 1 it does not, or a change is in progress; 2 the command line or the "
                    + "configuration is invalid; 3 undetermined. With several hostnames the most severe: 1, then 3, then 0.",
            "",
            "Examples:",
            "  originpull status",
            "  originpull status app.example.com -o json"
        })
final class StatusCommand implements Callable<Integer> {
    private final Originpull top;

    @Parameters(
            paramLabel = "HOSTNAME",
            arity = "0..*",
            completionCandidates = Hostnames.class,
            description = "Hostnames to show (default: those of originpull.yaml and those that were ever changed).")
    private List<Hostname> hostnames = new ArrayList<>();

    @Mixin
    private final ConfigOption config = new ConfigOption();

    StatusCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        try (HostChanges changes = OwnHost.open(config.named())) {
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
        Set<String> covered = new HashSet<>();
        for (Hostname hostname : wanted) {
            if (covered.contains(hostname.name())) {
                continue;
            }
            HostStatus status = changes.status(hostname);
            covered.addAll(status.names());
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
