package dev.originpull.agent.cli;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.rollout.GateName;
import dev.originpull.agent.rollout.Wish;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that apply and enforce share. */
final class ChangeOptions {
    @Option(
            names = "--force",
            paramLabel = "GATE",
            description = "Override this failed gate; the journal records it. Repeatable.")
    private Set<GateName> forced = new LinkedHashSet<>();

    @Option(
            names = "--adopt",
            description =
                    "Move the client-certificate directives of the server block or virtual host into originpull's "
                            + "file; rollback restores them.")
    private boolean adopt;

    @Option(names = "--dry-run", description = "Show the changes and what the gates report; change nothing.")
    private boolean dryRun;

    @Option(names = "--print-hook", description = "Print the include line and where it belongs; change nothing.")
    private boolean printHook;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    boolean adopt() {
        return adopt;
    }

    Set<GateName> forced() {
        return forced;
    }

    boolean printHook() {
        return printHook;
    }

    ConfigOption config() {
        return config;
    }

    Exit run(ChangeRun run, Wish wish, List<Hostname> hostnames) throws CommandException {
        return printHook ? run.printHook(wish.hostname()) : run.all(wish, hostnames, dryRun);
    }
}
