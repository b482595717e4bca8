package dev.originpull.agent.cli;

import dev.originpull.agent.cli.render.Terminal;
import java.util.Locale;
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
        header = "Verify, and enforce, that only Cloudflare can reach your origin servers.",
        versionProvider = VersionLines.class,
        customSynopsis = "originpull COMMAND [OPTIONS]",
        footer = {"", "Run 'originpull help COMMAND' for the arguments, options and examples of a command."})
public final class Originpull implements Callable<Integer> {
    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "Output format, as after COMMAND.")
    private OutputKind output = OutputKind.TEXT;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Print debug details to stderr.")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print only results and errors; no progress, no warnings.")
    private boolean quiet;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            description = "Colour the output: ${COMPLETION-CANDIDATES} (default: auto, on terminals).")
    private Colour colour = Colour.AUTO;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            description = "Same as --color=never; NO_COLOR works, too.")
    private boolean noColor;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Print a stack trace on errors.")
    private boolean stackTrace;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads the annotation, and nobody the field.
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    @SuppressWarnings("UnusedVariable") // picocli reads the annotation, and nobody the field.
    private boolean version;

    Originpull(Console console) {
        this.console = console;
    }

    /** When text is coloured. */
    enum Colour {
        AUTO,
        ALWAYS,
        NEVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void output(OutputKind chosen) {
        output = chosen;
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

    /** Where to write, coloured as the user wants it. */
    public Console console() {
        Terminal terminal = console.terminal();
        return new Console(
                console.in(),
                console.out(),
                console.err(),
                noColor || colour == Colour.NEVER
                        ? terminal.withColour(false)
                        : colour == Colour.ALWAYS ? terminal.withColour(true) : terminal);
    }

    /** Without a command there is nothing to do. */
    @Override
    public Integer call() {
        if (spec != null) {
            console.err().print(Commands.shortHelp(spec));
        }
        return Exit.USAGE.code();
    }
}
