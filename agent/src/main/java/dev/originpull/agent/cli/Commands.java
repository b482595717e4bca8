package dev.originpull.agent.cli;

import dev.originpull.agent.cli.log.StderrLog;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: every command, how the help shows them, and what holds before any of them runs. */
final class Commands {
    /** How the help groups the commands. */
    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("Check", List.of("probe", "demo"));
        GROUPS.put("Configure", List.of("generate", "apply", "enforce", "rollback", "status"));
        GROUPS.put("Monitor", List.of("serve", "config"));
        GROUPS.put("Other", List.of("completion", "version", "help"));
    }

    private Commands() {}

    /** @param settle to be run before log lines are wanted: the logger may still be being set up */
    static CommandLine line(Console console, Failures failures, Runnable settle) {
        Originpull top = new Originpull(console);
        CommandLine line = new CommandLine(top);
        // Every command is registered here.
        line.addSubcommand(with(OutputOption.of(top, OutputKind.values()), new ProbeCommand(top)));
        line.addSubcommand(with(OutputOption.of(top, OutputKind.TEXT, OutputKind.JSON), new DemoCommand(top)));
        line.addSubcommand(with(OutputOption.of(top, OutputKind.TEXT, OutputKind.JSON), new GenerateCommand(top)));
        line.addSubcommand(with(OutputOption.of(top, OutputKind.TEXT, OutputKind.JSON), new ApplyCommand(top)));
        line.addSubcommand(with(OutputOption.of(top, OutputKind.TEXT, OutputKind.JSON), new EnforceCommand(top)));
        line.addSubcommand(with(OutputOption.of(top, OutputKind.TEXT, OutputKind.JSON), new RollbackCommand(top)));
        line.addSubcommand(with(OutputOption.of(top, OutputKind.TEXT, OutputKind.JSON), new StatusCommand(top)));
        line.addSubcommand(new ServeCommand(top));
        line.addSubcommand(new CommandLine(new ConfigCommand(top))
                .addSubcommand(
                        with(OutputOption.of(top, OutputKind.TEXT, OutputKind.JSON), new ConfigCheckCommand(top)))
                .addSubcommand(new ConfigInitCommand(top))
                .addSubcommand(new ConfigSchemaCommand(top)));
        line.addSubcommand(new CompletionCommand(top));
        line.addSubcommand(with(OutputOption.of(top, OutputKind.TEXT, OutputKind.JSON), new VersionCommand(top)));
        line.addSubcommand(new HelpCommand(top));

        Converters.register(line);
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        line.setUsageHelpWidth(Math.max(60, console.terminal().columns()));
        line.setExecutionStrategy(parsed -> execute(top, parsed, settle));
        line.setParameterExceptionHandler(failures);
        line.setExecutionExceptionHandler(failures);
        line.setAbbreviatedOptionsAllowed(false);
        return line;
    }

    private static CommandLine with(OptionSpec output, Object command) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().addOption(output);
        return line;
    }

    private static int execute(Originpull top, ParseResult parsed, Runnable settle) {
        if (top.verbose()) {
            settle.run();
            StderrLog.verbose();
        } else if (top.quiet()) {
            StderrLog.quiet();
        }
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        // With --help, picocli would not complain: a misspelt command would get the help of all of them.
        List<String> unknown = last.unmatched();
        if (!unknown.isEmpty() && !unknown.get(0).startsWith("-")) {
            throw new UnmatchedArgumentException(last.commandSpec().commandLine(), unknown);
        }
        CommandLine line = parsed.commandSpec().commandLine();
        line.setColorScheme(Help.defaultColorScheme(top.console().terminal().colour() ? Ansi.ON : Ansi.OFF));
        try {
            OutputOption.check(last, top.output());
            checkHelpWord(last);
        } catch (CommandException e) {
            throw new ExecutionException(last.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
        if (parsed.isVersionHelpRequested()) {
            VersionCommand.print(top);
            return Exit.DONE.code();
        }
        if (last.isUsageHelpRequested()) {
            layOut(line);
        }
        return new RunLast().execute(parsed);
    }

    /** "originpull probe help" would look for a host of that name. */
    private static void checkHelpWord(ParseResult command) throws CommandException {
        List<String> words = command.matchedPositionals().stream()
                .flatMap(parameter -> parameter.originalStringValues().stream())
                .toList();
        String name = command.commandSpec().qualifiedName();
        if (words.equals(List.of("help")) && !(command.commandSpec().userObject() instanceof HelpCommand)) {
            throw CommandException.usage("'help' is an argument here: for help use " + name + " --help");
        }
    }

    /** For the help: own options first and in their order, then those that every command has. Not at every start. */
    static void layOut(CommandLine line) {
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        usage.sortOptions(false);
        usage.abbreviateSynopsis(true);
        usage.parameterListHeading("%nArguments:%n");
        usage.optionListHeading("%nOptions:%n");
        Map<String, CommandLine.IHelpSectionRenderer> sections = line.getHelpSectionMap();
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, Commands::options);
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Commands::list);
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        line.setHelpSectionMap(sections);
        line.getSubcommands().values().forEach(Commands::layOut);
    }

    private static String options(Help help) {
        List<OptionSpec> all = help.commandSpec().options().stream()
                .filter(option -> !option.hidden())
                .toList();
        List<OptionSpec> own =
                all.stream().filter(option -> !option.inherited()).toList();
        List<OptionSpec> everywhere = all.stream().filter(OptionSpec::inherited).toList();
        return heading(own, "Options")
                + help.optionListExcludingGroups(own)
                + heading(everywhere, "Global options")
                + help.optionListExcludingGroups(everywhere);
    }

    private static String heading(List<OptionSpec> options, String heading) {
        return options.isEmpty() ? "" : "\n" + heading + ":\n";
    }

    private static String list(Help help) {
        Map<String, Help> commands = help.subcommands();
        if (commands.isEmpty()) {
            return "";
        }
        if (!commands.containsKey("probe")) {
            return "\nCommands:\n" + help.commandList(commands);
        }
        StringBuilder text = new StringBuilder(1024);
        GROUPS.forEach((group, names) -> {
            Map<String, Help> grouped = new LinkedHashMap<>();
            names.forEach(name -> grouped.put(name, commands.get(name)));
            text.append('\n').append(group).append(":\n").append(help.commandList(grouped));
        });
        return text.toString();
    }

    /** The help of a command that only has commands: without its options. */
    static String shortHelp(CommandSpec spec) {
        Help help = new Help(spec, Help.defaultColorScheme(Ansi.OFF));
        return help.header()
                + help.synopsisHeading()
                + help.synopsis(help.synopsisHeadingLength())
                + list(help)
                + help.footerHeading()
                + help.footer();
    }

    /** For completion; picocli wants a class. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return GROUPS.values().stream().flatMap(List::stream).iterator();
        }
    }
}
