package dev.originpull.bench;

import dev.originpull.agent.pki.KeyType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a list of many origins takes: {@code originpull probe --targets}, three attempts an origin. */
final class ManyOrigins {
    private static final int TURNS = 3;
    private static final int SHARE = 10;
    private static final double TARGET_MIB = 256;
    private static final double KIB_PER_MIB = 1024;
    private static final double MILLIS = 1000;

    private final Workshop workshop;
    private final Fleet fleet;
    private final Path originpull;
    private final int large;

    /**
     * @param large how many origins; once more with a tenth
     */
    ManyOrigins(Workshop workshop, Fleet fleet, Path originpull, int large) {
        this.workshop = workshop;
        this.fleet = fleet;
        this.originpull = originpull;
        this.large = large;
    }

    /** One run over a list. */
    private record Run(Cost cost, double peakMib) {}

    List<Row> measure() throws BenchException, InterruptedException {
        KeyFiles leaf = workshop.leaf(KeyType.P256);
        int small = large / SHARE;
        // The first start makes the class archive.
        run(leaf, small);
        List<Run> ofSmall = new ArrayList<>();
        List<Run> ofLarge = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            Bench.say(Row.text("%,d origins, then %,d, turn %d of %d ...", small, large, turn + 1, TURNS));
            ofSmall.add(run(leaf, small));
            ofLarge.add(run(leaf, large));
        }
        double peak = ofLarge.stream().mapToDouble(Run::peakMib).max().orElseThrow();
        String name = Row.text("%,d origins, ", large);
        return List.of(
                Row.fact(name + "verifications", perSecond(ofLarge)),
                Row.limit(name + "peak RSS", mib(peak), mib(TARGET_MIB), peak <= TARGET_MIB),
                Row.fact(Row.text("%,d origins, verifications", small), perSecond(ofSmall)),
                Row.fact(Row.text("%,d origins, peak RSS", small), mib(Median.of(peaks(ofSmall)))),
                Comparison.of(cpu(ofLarge), cpu(ofSmall))
                        .row(Row.text("CPU per verification, %,d against %,d origins", large, small), 1));
    }

    private Run run(KeyFiles leaf, int count) throws BenchException, InterruptedException {
        Path targets = workshop.write(
                "targets-" + count,
                Fleet.addresses(count).stream()
                        .map(address -> address + ":" + fleet.port() + " " + Workshop.HOSTNAME + " required\n")
                        .collect(Collectors.joining()));
        Path output = workshop.file("fleet.jsonl");
        Command.Ended ended = Command.run(
                List.of(
                        originpull.toString(),
                        "probe",
                        "--targets",
                        targets.toString(),
                        "--timeout",
                        "30s",
                        "--output",
                        "jsonl",
                        "--cert",
                        leaf.certificate().toString(),
                        "--key",
                        leaf.key().toString()),
                output);
        long verified = verified(output);
        if (ended.exitCode() != 0 || verified != count) {
            throw new BenchException(Row.text(
                    "originpull probe --targets found %d of %d origins as expected, exit code %d:%n%.2000s",
                    verified, count, ended.exitCode(), Command.printed(output)));
        }
        return new Run(new Cost(count, ended.cost().cpu(), ended.cost().wall()), ended.peakKib() / KIB_PER_MIB);
    }

    private static long verified(Path output) throws BenchException {
        try (Stream<String> lines = Files.lines(output, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.contains("\"verdict\":\"pass\"")).count();
        } catch (IOException e) {
            throw new BenchException("Could not read " + output + ": " + e.getMessage() + ".", e);
        }
    }

    private static String perSecond(List<Run> runs) {
        List<Double> millis = runs.stream().map(run -> run.cost().wallMillis()).toList();
        return Row.text("%,.0f /s", MILLIS / Median.of(millis));
    }

    private static List<Double> cpu(List<Run> runs) {
        return runs.stream().map(run -> run.cost().cpuMillis()).toList();
    }

    private static List<Double> peaks(List<Run> runs) {
        return runs.stream().map(Run::peakMib).toList();
    }

    private static String mib(double value) {
        return Row.text("%.0f MiB", value);
    }
}
