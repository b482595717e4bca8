package dev.originpull.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The command line.
 *
 * @param distribution the folder with bin/ and lib/
 * @param attempts each contender's, in steady state
 * @param warmup ours before that
 * @param origins of the large list, and of the agent's fleet in the middle
 * @param seconds for which each fleet of the agent is measured
 * @param sections what to measure
 * @param javaOptions further options for the JVM in which our attempts are made
 */
record Options(
        Path distribution,
        int attempts,
        int warmup,
        int origins,
        int seconds,
        Set<Section> sections,
        List<String> javaOptions) {
    static final String USAGE = """
            usage: src/bench/run [--attempts 30000] [--warmup 10000] [--origins 10000] [--seconds 120]
                                 [--only attempts|command|fleet|agent|probe-endpoint|locate,...] [--java-option OPTION]...
            """;

    /** What can be measured by itself. */
    enum Section {
        ATTEMPTS,
        COMMAND,
        FLEET,
        AGENT,
        PROBE_ENDPOINT,
        LOCATE
    }

    static Options parse(List<String> arguments) throws BenchException {
        Optional<Path> distribution = Optional.empty();
        int attempts = 30_000;
        int warmup = 10_000;
        int origins = 10_000;
        int seconds = 120;
        Set<Section> sections = EnumSet.allOf(Section.class);
        List<String> javaOptions = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size()) {
                throw new BenchException(arguments.get(i) + " needs a value.\n" + USAGE);
            }
            String value = arguments.get(i + 1);
            switch (arguments.get(i)) {
                case "--distribution" -> distribution = Optional.of(Path.of(value));
                case "--attempts" -> attempts = number(value, 100);
                case "--warmup" -> warmup = number(value, 100);
                case "--origins" -> origins = number(value, 100);
                case "--seconds" -> seconds = number(value, 10);
                case "--only" -> sections = sections(value);
                case "--java-option" -> javaOptions.add(value);
                default -> throw new BenchException(arguments.get(i) + " is no option.\n" + USAGE);
            }
        }
        Path found = distribution
                .filter(folder -> Files.isExecutable(folder.resolve("bin/originpull")))
                .orElseThrow(() -> new BenchException(
                        "--distribution has to name the folder that holds bin/originpull; src/bench/run does."));
        return new Options(found, attempts, warmup, origins, seconds, sections, List.copyOf(javaOptions));
    }

    private static int number(String text, int least) throws BenchException {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= 1_000_000) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new BenchException("'" + text + "' is no number.\n" + USAGE, e);
        }
        throw new BenchException("'" + text + "': " + least + " to 1000000.\n" + USAGE);
    }

    private static Set<Section> sections(String text) throws BenchException {
        Set<Section> sections = EnumSet.noneOf(Section.class);
        for (String word : text.split(",", -1)) {
            sections.add(section(word));
        }
        return sections;
    }

    private static Section section(String text) throws BenchException {
        try {
            return Section.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new BenchException("There is no '" + text + "' to measure.\n" + USAGE, e);
        }
    }

    Duration window() {
        return Duration.ofSeconds(seconds);
    }

    Path originpull() {
        return distribution.resolve("bin/originpull");
    }
}
