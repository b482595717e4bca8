package dev.originpull.agent.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program itself: what holds for every command, before or after its name. */
@Command(
        name = "originpull",
        description = "Proves, from the origin's side, that only Cloudflare can reach an origin, and gets it there.",
        versionProvider = VersionLines.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {"", "See originpull COMMAND --help for what a command takes."})
public final class Originpull implements Callable<Integer> {
    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            scope = ScopeType.INHERIT,
            description = "Write results as ${COMPLETION-CANDIDATES} (the last two: probe only).")
    private OutputKind output = OutputKind.TEXT;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say on stderr what is being done.")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "No progress and no warnings on stderr; errors remain.")
    private boolean quiet;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colours (NO_COLOR does the same).")
    private boolean noColor;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "With errors, say where in the program.")
    private boolean stackTrace;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "This text.")
    @SuppressWarnings("UnusedVariable") // picocli reads the annotation, and nobody the field.
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "The version of originpull, and of what it stands on.")
    @SuppressWarnings("UnusedVariable") // picocli reads the annotation, and nobody the field.
    private boolean version;

    Originpull(Console console) {
        this.console = console;
    }

    public OutputKind output() {
        return output;
    }

    public boolean verbose() {
        return verbose;
    }

    public boolean quiet() {
        return quiet;
    }

    public boolean stackTrace() {
        return stackTrace;
    }

    /** Where to write, coloured only if the user has not asked for none. */
    public Console console() {
        return noColor
                ? new Console(
                        console.in(),
                        console.out(),
                        console.err(),
                        console.terminal().withoutColour())
                : console;
    }

    /** Without a command there is nothing to do. */
    @Override
    public Integer call() throws CommandException {
        String commands =
                spec == null ? "" : String.join(", ", spec.subcommands().keySet());
        throw CommandException.usage("no command: name one of " + commands + "; see originpull --help");
    }
}
