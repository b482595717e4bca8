package dev.originpull.bench;

import dev.originpull.agent.pki.KeyType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one {@code originpull probe} of one origin takes, against three runs of curl that make the same requests. */
final class OneOrigin {
    private static final int TURNS = 21;
    private static final double TARGET_SECONDS = 0.5;
    private static final double MILLIS = 1000;

    private final Workshop workshop;
    private final Path originpull;
    private final String address;

    OneOrigin(Workshop workshop, Fleet fleet, Path originpull) {
        this.workshop = workshop;
        this.originpull = originpull;
        this.address = Fleet.addresses(1).get(0) + ":" + fleet.port();
    }

    List<Row> measure() throws BenchException, InterruptedException {
        Bench.say("one origin ...");
        KeyFiles leaf = workshop.leaf(KeyType.P256);
        List<String> ours = List.of(
                originpull.toString(),
                "probe",
                address,
                "--hostname",
                Workshop.HOSTNAME,
                "--expect",
                "required",
                "--cert",
                leaf.certificate().toString(),
                "--key",
                leaf.key().toString());
        List<String> curl = List.of("/bin/sh", "-e", curlScript(leaf).toString());
        List<Cost> ourCosts = new ArrayList<>();
        List<Cost> curlCosts = new ArrayList<>();
        // The first start makes the class archive.
        run(ours, "originpull.log");
        for (int turn = 0; turn < TURNS; turn++) {
            ourCosts.add(run(ours, "originpull.log"));
            curlCosts.add(run(curl, "curl.log"));
        }
        double seconds = Median.of(wall(ourCosts)) / MILLIS;
        return List.of(
                Row.limit(
                        "one origin, wall",
                        Row.text("%.2f s", seconds),
                        Row.text("%.2f s", TARGET_SECONDS),
                        seconds <= TARGET_SECONDS),
                Comparison.of(wall(ourCosts), wall(curlCosts)).row("one origin, wall, against curl three times"),
                Comparison.of(cpu(ourCosts), cpu(curlCosts)).row("one origin, CPU, against curl three times"));
    }

    /** As the leaf, as nobody, and with a forged certificate; -e ends the script where one gets no answer at all. */
    private Path curlScript(KeyFiles leaf) throws BenchException {
        KeyFiles forged = workshop.forged();
        String port = address.substring(address.indexOf(':') + 1);
        String common = String.format(
                Locale.ROOT,
                "%s --silent --show-error --output /dev/null --cacert %s --resolve %s:%s:%s https://%s:%s/",
                Program.CURL.path(),
                workshop.authority(),
                Workshop.HOSTNAME,
                port,
                address.substring(0, address.indexOf(':')),
                Workshop.HOSTNAME,
                port);
        String script = Stream.of(
                        " --cert " + leaf.certificate() + " --key " + leaf.key(),
                        "",
                        " --cert " + forged.certificate() + " --key " + forged.key())
                .map(identity -> common + identity + "\n")
                .collect(Collectors.joining());
        return workshop.write("curl.sh", script);
    }

    private static List<Double> wall(List<Cost> costs) {
        return costs.stream().map(Cost::wallMillis).toList();
    }

    private static List<Double> cpu(List<Cost> costs) {
        return costs.stream().map(Cost::cpuMillis).toList();
    }

    private Cost run(List<String> words, String log) throws BenchException, InterruptedException {
        Path output = workshop.file(log);
        Command.Ended ended = Command.run(words, output);
        if (ended.exitCode() != 0) {
            throw new BenchException(
                    words.get(0) + " ended with exit code " + ended.exitCode() + ":\n" + Command.printed(output));
        }
        return ended.cost();
    }
}
