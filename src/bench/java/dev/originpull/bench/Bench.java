package dev.originpull.bench;

import java.util.ArrayList;
import java.util.List;

/** Measures, and prints one table. Exit code 0 when it could measure, whatever came of it; 1 when it could not. */
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        try {
            Options options = Options.parse(arguments);
            List<String> missing = Program.missing();
            if (!missing.isEmpty()) {
                throw new BenchException("Not installed: " + String.join(", ", missing) + ".");
            }
            Machine.lines().forEach(System.out::println);
            return measure(options);
        } catch (BenchException e) {
            say(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            say("interrupted");
        }
        return 1;
    }

    /** Prints what could be measured, even where something else could not. */
    private static int measure(Options options) throws BenchException, InterruptedException {
        List<Row> rows = new ArrayList<>(List.of(Row.HEAD));
        int exitCode = 0;
        try (Workshop workshop = new Workshop();
                Fleet fleet = Fleet.start(workshop)) {
            for (Options.Section section : options.sections()) {
                try {
                    rows.addAll(measure(section, options, workshop, fleet));
                } catch (BenchException e) {
                    say(e.getMessage());
                    exitCode = 1;
                }
            }
        }
        System.out.println(Table.of(rows));
        return exitCode;
    }

    private static List<Row> measure(Options.Section section, Options options, Workshop workshop, Fleet fleet)
            throws BenchException, InterruptedException {
        return switch (section) {
            case ATTEMPTS -> {
                Turns turns = new Turns(options.attempts(), options.warmup(), options.javaOptions());
                yield new AttemptCosts(workshop, fleet, turns).measure();
            }
            case COMMAND -> new OneOrigin(workshop, fleet, options.originpull()).measure();
            case AGENT ->
                new SteadyAgent(workshop, fleet, options.originpull(), options.origins(), options.window()).measure();
            case PROBE_ENDPOINT -> {
                Turns turns = new Turns(options.attempts() / ProbeEndpoint.ATTEMPTS, 2 * options.warmup(), List.of());
                yield new ProbeEndpoint(workshop, fleet, options.originpull(), turns).measure();
            }
            case LOCATE -> new LargeConfiguration(workshop, options.distribution()).measure();
            case FLEET -> new ManyOrigins(workshop, fleet, options.originpull(), options.origins()).measure();
        };
    }

    /** For who is waiting; results go to stdout. */
    static void say(String what) {
        System.err.println("bench: " + what);
    }
}
