package dev.originpull.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the version, for people or for programs. */
@Command(
        name = "version",
        header = "Print the version.",
        footer = {"", "Example:", "  originpull version -o json"})
final class VersionCommand implements Callable<Integer> {
    private final Originpull top;

    VersionCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() {
        print(top);
        return Exit.DONE.code();
    }

    /** As {@code --version} does, too. */
    static void print(Originpull top) {
        top.console()
                .out()
                .print(
                        top.output() == OutputKind.JSON
                                ? VersionLines.json()
                                : String.join("\n", new VersionLines().getVersion()) + "\n");
    }
}
