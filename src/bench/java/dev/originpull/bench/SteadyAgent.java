package dev.originpull.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What {@code originpull serve} takes while nothing changes: fleets of three sizes at one pace, one after the other. */
final class SteadyAgent {
    /** Origins that have their turn in a minute, whatever the size of the fleet. */
    private static final int A_MINUTE = 10_000;

    private static final int SCRAPES = 5;
    /** Both compilers are done with what matters after some ten thousand looks. */
    private static final Duration WARM_UP = Duration.ofMinutes(2);

    private static final double LEAST_AS_EXPECTED = 0.99;
    /** Long: a busy machine is no failure. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final double TARGET_RATIO = 1.1;
    private static final double TARGET_MIB = 150;
    private static final double TARGET_LATENESS_SECONDS = 1;
    private static final double TARGET_SCRAPE_SECONDS = 1;
    private static final double BYTES_PER_KIB = 1024;

    private final Workshop workshop;
    private final Fleet fleet;
    private final Path originpull;
    private final int origins;
    private final Duration window;

    /**
     * @param origins how many in the middle; a tenth and five times as many besides
     * @param window for how long is measured, after the warm-up
     */
    SteadyAgent(Workshop workshop, Fleet fleet, Path originpull, int origins, Duration window) {
        this.workshop = workshop;
        this.fleet = fleet;
        this.originpull = originpull;
        this.origins = origins;
        this.window = window;
    }

    /**
     * What one size took.
     *
     * @param perSecond looks that began
     * @param cpuMillis per look
     * @param latenessSeconds of 99 of 100 looks at most
     */
    private record Run(
            int origins,
            double perSecond,
            double cpuMillis,
            double latenessSeconds,
            double residentMib,
            double peakMib,
            Scrapes plain,
            Scrapes packed) {}

    /** Medians of some scrapes. */
    private record Scrapes(double seconds, double cpuSeconds, double kib) {
        @Override
        public String toString() {
            return Row.text("%.2f s, %,.0f KiB", seconds, kib);
        }
    }

    List<Row> measure() throws BenchException, InterruptedException {
        Run small = run(origins / 10);
        Run middle = run(origins);
        Run large = run(origins * 5);
        List<Row> rows = new ArrayList<>();
        rows.addAll(rows(small, false));
        rows.addAll(rows(middle, true));
        rows.addAll(rows(large, false));
        rows.add(new Comparison(large.cpuMillis, small.cpuMillis, large.cpuMillis / small.cpuMillis)
                .row(
                        Row.text("agent, CPU per verification, %,d against %,d origins", large.origins, small.origins),
                        TARGET_RATIO));
        return rows;
    }

    private Run run(int count) throws BenchException, InterruptedException {
        long interval = Duration.ofMinutes(1).toMillis() * count / A_MINUTE;
        Bench.say(Row.text("originpull serve, %,d origins every %.1f s ...", count, interval / 1000.0));
        String probe = Row.text("{interval: %dms, timeout: %dms}", interval, Math.min(interval, TIMEOUT.toMillis()));
        try (AgentProcess agent = AgentProcess.start(workshop, fleet, originpull, count, probe)) {
            Thread.sleep(Math.max(WARM_UP.toMillis(), interval + interval / 10));
            Scrape first = agent.scrape(true);
            checkAll(count, first);
            Duration cpuBefore = agent.cpu();
            long began = System.nanoTime();
            Thread.sleep(window.toMillis());
            Duration cpu = agent.cpu().minus(cpuBefore);
            double seconds = (System.nanoTime() - began) / 1e9;
            double residentMib = agent.residentMib();
            Scrape last = agent.scrape(true);
            checkAll(count, last);
            // Over the time between two scrapes, of which the first is not in the CPU time: that is why rates are
            // divided.
            double perSecond = (last.looks() - first.looks()) / ((last.asked() - first.asked()) / 1e9);
            Scrapes plain = scrapes(agent, false);
            Scrapes packed = scrapes(agent, true);
            return new Run(
                    count,
                    perSecond,
                    cpu.toNanos() / 1e6 / seconds / perSecond,
                    last.lateness(0.99, first),
                    residentMib,
                    agent.peakMib(),
                    plain,
                    packed);
        }
    }

    /** On a busy machine a look now and then times out; when it was the first, it takes two more to be put right. */
    private static void checkAll(int count, Scrape scrape) throws BenchException {
        if (scrape.asExpected() < LEAST_AS_EXPECTED * count) {
            throw new BenchException(
                    Row.text("originpull serve found %d of %d origins as expected.", scrape.asExpected(), count));
        }
    }

    private static Scrapes scrapes(AgentProcess agent, boolean gzip) throws BenchException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < SCRAPES; i++) {
            Duration before = agent.cpu();
            Scrape scrape = agent.scrape(gzip);
            seconds.add(scrape.wall().toNanos() / 1e9);
            cpu.add(agent.cpu().minus(before).toNanos() / 1e9);
            bytes = scrape.bytes();
        }
        return new Scrapes(Median.of(seconds), Median.of(cpu), bytes / BYTES_PER_KIB);
    }

    private static List<Row> rows(Run run, boolean judged) {
        String name = Row.text("agent, %,d origins, ", run.origins);
        List<Row> rows = new ArrayList<>();
        rows.add(Row.fact(name + "verifications", Row.text("%.0f /s", run.perSecond)));
        rows.add(Row.fact(name + "CPU per verification", Row.text("%.3f ms", run.cpuMillis)));
        rows.add(limit(
                judged, name + "lateness, p99", late(run), "1 s", run.latenessSeconds <= TARGET_LATENESS_SECONDS));
        rows.add(limit(judged, name + "RSS", mib(run.residentMib), mib(TARGET_MIB), run.residentMib <= TARGET_MIB));
        rows.add(Row.fact(name + "peak RSS", mib(run.peakMib)));
        rows.add(limit(
                judged, name + "scrape", run.plain.toString(), "1 s", run.plain.seconds <= TARGET_SCRAPE_SECONDS));
        rows.add(limit(
                judged,
                name + "scrape, gzip",
                run.packed.toString(),
                "1 s",
                run.packed.seconds <= TARGET_SCRAPE_SECONDS));
        rows.add(Row.fact(name + "scrape, gzip, CPU", Row.text("%.2f s", run.packed.cpuSeconds)));
        return rows;
    }

    private static Row limit(boolean judged, String what, String ours, String limit, boolean kept) {
        return judged ? Row.limit(what, ours, limit, kept) : Row.fact(what, ours);
    }

    private static String late(Run run) {
        return Row.text("<= %s s", Double.toString(run.latenessSeconds));
    }

    private static String mib(double value) {
        return Row.text("%.0f MiB", value);
    }
}
