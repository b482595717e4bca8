package dev.originpull.agent.web.endpoint;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.StageWord;
import dev.originpull.agent.web.Request;
import dev.originpull.configgen.catalog.Stage;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@code /probe} is asked, as Prometheus asks a multi-target exporter.
 *
 * @param hostname empty where there is but one at the target, or the target is its name
 * @param expected empty for what the configuration says
 * @param debug whether a person reads the answer
 * @param scrapeTimeout when Prometheus stops listening; empty for a client that does not say
 */
record ProbeQuery(
        Address target,
        Optional<Hostname> hostname,
        Optional<Stage> expected,
        boolean debug,
        Optional<Duration> scrapeTimeout) {
    private static final String SCRAPE_TIMEOUT = "X-Prometheus-Scrape-Timeout-Seconds";
    /** For the way there and back, as blackbox_exporter has it. */
    private static final Duration TIMEOUT_OFFSET = Duration.ofMillis(500);

    private static final double LONGEST_SECONDS = 3600;

    /** @throws IllegalArgumentException with one printable line */
    static ProbeQuery of(Request request) {
        Optional<String> target = request.parameter("target").filter(text -> !text.isEmpty());
        if (target.isEmpty()) {
            throw new IllegalArgumentException(
                    "the parameter target is missing: ask /probe?target=203.0.113.10:443&hostname=app.example.com");
        }
        return new ProbeQuery(
                Address.parse(target.get()),
                request.parameter("hostname").filter(text -> !text.isEmpty()).map(Hostname::parse),
                request.parameter("expect").filter(text -> !text.isEmpty()).map(StageWord::parse),
                request.parameter("debug").filter("true"::equals).isPresent(),
                request.header(SCRAPE_TIMEOUT).map(ProbeQuery::seconds));
    }

    private static Duration seconds(String text) {
        try {
            double seconds = Double.parseDouble(text);
            if (seconds > 0 && seconds <= LONGEST_SECONDS) {
                return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(SCRAPE_TIMEOUT + " is no number of seconds", e);
        }
        throw new IllegalArgumentException(SCRAPE_TIMEOUT + " is not a number of seconds between 0 and 3600");
    }

    /**
     * How long the probe may take.
     *
     * @param usual what the configuration allows
     */
    Duration limit(Duration usual) {
        if (scrapeTimeout.isEmpty()) {
            return usual;
        }
        Duration scrape = scrapeTimeout.get();
        Duration offset = TIMEOUT_OFFSET.compareTo(scrape.dividedBy(2)) < 0 ? TIMEOUT_OFFSET : scrape.dividedBy(2);
        Duration left = scrape.minus(offset);
        return left.compareTo(usual) < 0 ? left : usual;
    }
}
