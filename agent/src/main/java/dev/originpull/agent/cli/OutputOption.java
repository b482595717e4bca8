package dev.originpull.agent.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code --output} with the formats that a command writes. What is chosen here or before the command's name is kept once. */
final class OutputOption {
    static final String NAME = "--output";

    private OutputOption() {}

    /** The option of one command. Built by hand: picocli would take a millisecond for the annotations of each. */
    static OptionSpec of(Originpull top, OutputKind... offered) {
        return OptionSpec.builder("-o", NAME)
                .paramLabel("FORMAT")
                .type(OutputKind.class)
                .completionCandidates(
                        Arrays.stream(offered).map(OutputKind::toString).toList())
                .description("Output format: ${COMPLETION-CANDIDATES} (default: text).")
                .setter(chosenIn(top))
                .build();
    }

    private static ISetter chosenIn(Originpull top) {
        return new ISetter() {
            @Override
            public <T> T set(T value) {
                if (value instanceof OutputKind chosen) {
                    top.output(chosen);
                }
                return value;
            }
        };
    }

    /** That the command writes the format, which may have been chosen before its name. */
    static void check(ParseResult command, OutputKind chosen) throws CommandException {
        OptionSpec option = command.commandSpec().findOption(NAME);
        if (option == null && chosen != OutputKind.TEXT) {
            throw CommandException.usage(none(command.commandSpec().qualifiedName()));
        }
        List<String> offered = new ArrayList<>();
        if (option != null && option.completionCandidates() != null) {
            option.completionCandidates().forEach(offered::add);
        }
        if (!offered.isEmpty() && !offered.contains(chosen.toString())) {
            throw CommandException.usage(NAME + " " + chosen + " is for probe: use " + String.join(" or ", offered));
        }
    }

    /** What is said of a command without formats. */
    static String none(String command) {
        return command + " has no other output format: leave " + NAME + " out";
    }
}
