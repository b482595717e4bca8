package dev.originpull.agent.config;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A list of targets from outside, in any of its three forms: lines, YAML or JSON. */
public final class TargetsFile {
    private static final int PEEKED = 8 * 1024;

    private TargetsFile() {}

    /**
     * Reads all targets, each once and in their order. Memory is bounded by the number of targets and not by the length of
     * lines.
     *
     * @param name the file's, for messages; {@code .json}, {@code .yaml} and {@code .yml} say what is in it, otherwise its
     *     beginning does
     * @param defaults for targets that name no hostname or expectation
     * @throws TargetsException when a line is wrong or nothing is in it
     */
    public static List<Target> read(String name, InputStream in, Target.Defaults defaults)
            throws TargetsException, IOException {
        TargetList targets = new TargetList(name);
        BufferedInputStream buffered = new BufferedInputStream(in, 2 * PEEKED);
        String language = language(name, buffered);
        if (language.isEmpty()) {
            new TargetLines(targets, defaults).read(buffered);
        } else {
            new TargetGroups(targets, defaults).read(buffered, TargetGroups.Language.valueOf(language));
        }
        return targets.finish();
    }

    private static String language(String name, BufferedInputStream in) throws IOException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".json")) {
            return "JSON";
        }
        if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
            return "YAML";
        }
        in.mark(PEEKED);
        String beginning = new String(in.readNBytes(PEEKED), StandardCharsets.UTF_8);
        in.reset();
        String start = beginning
                .lines()
                .filter(line -> !line.stripLeading().startsWith("#"))
                .flatMapToInt(String::chars)
                .filter(c -> !Character.isWhitespace(c) && c != '\uFEFF')
                .limit(2)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        if (start.startsWith("-")) {
            return "YAML";
        }
        // A line may begin with an IPv6 address in brackets, a group never with a hexadecimal digit.
        return switch (start) {
            case "[{", "[]", "{\"", "{}" -> "JSON";
            default -> "";
        };
    }
}
