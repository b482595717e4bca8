package dev.originpull.configgen.locate.apache;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What httpd says of its configuration beside the virtual hosts ({@code DUMP_INCLUDES}, {@code DUMP_RUN_CFG}, {@code -M}).
 *
 * @param defines what {@code ${…}} may stand for; without a value, empty text
 * @param undefined the variables that it found no value for (AH00111)
 * @param modules their identifiers, as {@code ssl_module}
 */
record Running(
        List<Include> includes,
        String serverRoot,
        Optional<String> errorLog,
        Optional<String> pidFile,
        Map<String, String> defines,
        Set<String> undefined,
        Set<String> modules) {
    private static final Pattern INCLUDE = Pattern.compile("( +)\\((\\*|\\d{1,9})\\) (/.*)");
    private static final Pattern DEFINE = Pattern.compile("Define: ([^=]+)(?:=(.*))?");
    private static final Pattern UNDEFINED = Pattern.compile("Config variable \\$\\{([^}]+)} is not defined");
    private static final Pattern MODULE = Pattern.compile("(?m)^ (\\w+_module) \\(");

    Running {
        includes = List.copyOf(includes);
        defines = Map.copyOf(defines);
        undefined = Set.copyOf(undefined);
        modules = Set.copyOf(modules);
    }

    /**
     * A file that was read.
     *
     * @param parent which of the files has the directive, from 0; -1 for the main file
     * @param line of the directive in its file
     */
    record Include(int parent, int line, String name) {}

    static Running of(String report, String modules) {
        Map<String, String> defines = new HashMap<>();
        report.lines()
                .map(DEFINE::matcher)
                .filter(Matcher::matches)
                .forEach(define -> defines.put(
                        define.group(1), Optional.ofNullable(define.group(2)).orElse("")));
        return new Running(
                includes(report),
                quoted(report, "ServerRoot").orElse("/"),
                quoted(report, "Main ErrorLog"),
                quoted(report, "PidFile"),
                defines,
                all(UNDEFINED, report),
                all(MODULE, modules));
    }

    /** How the text reads with its variables replaced; empty where the value of one is not known. */
    Optional<String> resolved(String text) {
        String replaced = text;
        for (Map.Entry<String, String> define : defines.entrySet()) {
            replaced = replaced.replace("${" + define.getKey() + "}", define.getValue());
        }
        return replaced.contains("${") ? Optional.empty() : Optional.of(replaced);
    }

    /** Whether a condition may hold: one that cannot be told does. */
    boolean mayHold(Directive section) {
        String argument = section.argument();
        boolean not = argument.startsWith("!");
        String wanted = not ? argument.substring(1) : argument;
        if (section.is("ifdefine")) {
            return defines.containsKey(wanted) != not;
        }
        if (!section.is("ifmodule")) {
            return true;
        }
        String module = wanted.replaceFirst("^mod_(\\w+)\\.c$", "$1_module");
        return !module.endsWith("_module") || modules.contains(module) != not;
    }

    private static List<Include> includes(String report) {
        List<Include> all = new ArrayList<>();
        List<Integer> above = new ArrayList<>();
        report.lines().map(INCLUDE::matcher).filter(Matcher::matches).forEach(matcher -> {
            int depth = matcher.group(1).length() / 2 - 1;
            if (depth <= above.size()) {
                above.subList(depth, above.size()).clear();
                int line = matcher.group(2).equals("*") ? 0 : Integer.parseInt(matcher.group(2));
                all.add(new Include(depth == 0 ? -1 : above.get(depth - 1), line, matcher.group(3)));
                above.add(all.size() - 1);
            }
        });
        return all;
    }

    private static Optional<String> quoted(String report, String key) {
        Matcher line = Pattern.compile("(?m)^" + key + ": \"(.*)\"").matcher(report);
        return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new HashSet<>();
        pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found;
    }
}
