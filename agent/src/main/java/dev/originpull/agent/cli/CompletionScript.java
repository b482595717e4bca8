package dev.originpull.agent.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/** Writes the scripts: picocli's for bash and zsh, our own for fish. Hostnames are read from originpull.yaml at each use. */
final class CompletionScript {
    /** The file as ConfigFile finds it. A line of a list, or a map in braces; comments do not count. */
    private static final String HOSTNAMES_IN_SH = """
            function _originpull_hostnames() {
              local file="" i word previous=""
              for word in "${COMP_WORDS[@]}"; do
                case "$word" in "=") continue ;; esac
                case "$previous" in -c | --config) file="$word" ;; esac
                previous="$word"
              done
              [ -n "$file" ] || file="${ORIGINPULL_CONFIG:-}"
              for i in originpull.yaml /etc/originpull/originpull.yaml; do
                [ -n "$file" ] || [ ! -r "$i" ] || file="$i"
              done
              [ -r "$file" ] || return 0
              sed '/^[[:space:]]*#/d' "$file" | grep -o "hostname:[[:space:]]*[\\"']\\{0,1\\}[A-Za-z0-9._-]*" |
                sed "s/.*[:[:space:]\\"']//" | sort -u
            }

            """;

    private static final String HOSTNAMES_IN_FISH = """
            function __originpull_hostnames
                set -l words (commandline -opc)
                set -l file $ORIGINPULL_CONFIG
                for i in (seq (count $words))
                    if contains -- $words[$i] -c --config; and test $i -lt (count $words)
                        set file $words[(math $i + 1)]
                    end
                end
                for usual in originpull.yaml /etc/originpull/originpull.yaml
                    if test -z "$file"; and test -r $usual
                        set file $usual
                    end
                end
                test -r "$file"; or return 0
                sed '/^[[:space:]]*#/d' $file | grep -o "hostname:[[:space:]]*[\\"']\\{0,1\\}[A-Za-z0-9._-]*" |
                    sed "s/.*[:[:space:]\\"']//" | sort -u
            end

            complete -c originpull -f
            """;

    private CompletionScript() {}

    static String of(CommandSpec program, Shell shell) {
        return switch (shell) {
            case BASH -> bash(program);
            case ZSH -> "#compdef originpull\n" + bash(program);
            case FISH -> fish(program);
        };
    }

    private static String bash(CommandSpec program) {
        String script = AutoComplete.bash(program.name(), program.commandLine());
        String body = script.replace("(\"" + Hostnames.PLACEHOLDER + "\")", "($(_originpull_hostnames))");
        int functions = body.indexOf("# CompWordsContainsArray");
        return body.substring(0, functions) + HOSTNAMES_IN_SH + body.substring(functions);
    }

    private static String fish(CommandSpec program) {
        StringBuilder script = new StringBuilder(HOSTNAMES_IN_FISH);
        options(script, program, "");
        commands(script, program, List.of());
        return script.toString();
    }

    private static void commands(StringBuilder script, CommandSpec parent, List<String> path) {
        String others = String.join(" ", parent.subcommands().keySet());
        for (CommandLine line : parent.subcommands().values()) {
            CommandSpec command = line.getCommandSpec();
            String before = path.isEmpty()
                    ? "__fish_use_subcommand"
                    : seen(path) + "; and not __fish_seen_subcommand_from " + others;
            script.append("complete -c originpull -n '" + before + "' -a " + command.name() + " -d "
                    + quoted(String.join("", command.usageMessage().header())) + "\n");
            List<String> here = new ArrayList<>(path);
            here.add(command.name());
            options(script, command, " -n '" + seen(here) + "'");
            for (PositionalParamSpec parameter : command.positionalParameters()) {
                script.append("complete -c originpull -n '" + seen(here) + "'" + values(parameter) + "\n");
            }
            commands(script, command, here);
        }
    }

    private static void options(StringBuilder script, CommandSpec command, String condition) {
        for (OptionSpec option : command.options()) {
            if (option.hidden() || option.inherited()) {
                continue;
            }
            boolean everywhere = option.scopeType() == ScopeType.INHERIT;
            script.append("complete -c originpull")
                    .append(condition.isEmpty() && !everywhere ? " -n __fish_use_subcommand" : condition);
            for (String name : option.names()) {
                script.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
            }
            script.append(option.arity().max() == 0 ? "" : values(option))
                    .append(" -d ")
                    .append(quoted(firstSentence(option)))
                    .append('\n');
        }
    }

    /** What may follow: words, files, or something that nobody can complete. */
    private static String values(ArgSpec argument) {
        String required = argument.isOption() ? " -x" : "";
        if (argument.completionCandidates() != null) {
            List<String> words = new ArrayList<>();
            argument.completionCandidates().forEach(words::add);
            return required + " -a "
                    + quoted(
                            words.contains(Hostnames.PLACEHOLDER)
                                    ? "(__originpull_hostnames)"
                                    : String.join(" ", words));
        }
        return argument.auxiliaryTypes()[0] == Path.class ? (argument.isOption() ? " -r -F" : " -F") : required;
    }

    private static String seen(List<String> path) {
        return path.stream().map(name -> "__fish_seen_subcommand_from " + name).collect(Collectors.joining("; and "));
    }

    private static String firstSentence(OptionSpec option) {
        String text = String.join(" ", option.description()).replaceAll("\\$\\{[^}]*}", "...");
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
