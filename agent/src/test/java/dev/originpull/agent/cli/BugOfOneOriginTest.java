package dev.originpull.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.originpull.agent.cli.render.Terminal;
import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.Target;
import dev.originpull.agent.demo.Behaviour;
import dev.originpull.agent.demo.DemoCertificates;
import dev.originpull.agent.demo.DemoOrigin;
import dev.originpull.agent.monitor.Inspection;
import dev.originpull.agent.pki.ForgedIdentity;
import dev.originpull.agent.probe.Identities;
import dev.originpull.agent.verdict.Judge;
import dev.originpull.agent.verdict.Remedies;
import dev.originpull.configgen.catalog.Stage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Document;

/** A bug that ends the check of the second of three origins costs the other two nothing. */
class BugOfOneOriginTest {
    private static final Hostname APP = new Hostname("app.example.com");
    private static final DemoCertificates CERTIFICATES = DemoCertificates.issue(APP, Clock.systemUTC());
    private static final DemoCertificates ODD = DemoCertificates.issue(APP, Clock.systemUTC());
    private static DemoOrigin first;
    private static DemoOrigin second;
    private static DemoOrigin third;

    private final Logger logger = (Logger) LoggerFactory.getLogger(Inspection.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeAll
    static void start() throws IOException {
        first = DemoOrigin.start(Behaviour.REQUIRED, CERTIFICATES.server(), CERTIFICATES.ca());
        second = DemoOrigin.start(Behaviour.REQUIRED, ODD.server(), CERTIFICATES.ca());
        third = DemoOrigin.start(Behaviour.REQUIRED, CERTIFICATES.server(), CERTIFICATES.ca());
    }

    @AfterAll
    static void stop() {
        Stream.of(first, second, third).forEach(DemoOrigin::close);
    }

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    static Stream<Throwable> bugs() {
        return Stream.of(
                new IllegalStateException("no such state"),
                new NullPointerException(),
                new NoClassDefFoundError("dev/originpull/Gone"),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void printsTheOthersAsText(Throwable bug) {
        Ran ran = probe("text", bug);

        assertThat(ran.exit()).isEqualTo(70);
        assertThat(ran.out())
                .contains(
                        address(first) + "  app.example.com  REQUIRED  as expected",
                        address(second) + "  app.example.com  INCONCLUSIVE",
                        address(third) + "  app.example.com  REQUIRED  as expected",
                        "INTERNAL",
                        "3 origins: 2 as expected, ");
        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).contains(address(second));
            assertThat(line.getThrowableProxy().getClassName())
                    .isEqualTo(bug.getClass().getName());
            assertThat(line.getThrowableProxy().getStackTraceElementProxyArray())
                    .isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void printsTheOthersAsJson(Throwable bug) throws IOException {
        Ran ran = probe("json", bug);

        assertThat(ran.exit()).isEqualTo(70);
        JsonNode origins = JsonMapper.builder().build().readTree(ran.out()).path("origins");
        assertThat(origins.findValuesAsText("mode")).containsExactly("required", "inconclusive", "required");
        assertThat(origins.path(1).path("findings").findValuesAsText("code")).containsExactly("INTERNAL");
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void printsTheOthersAsLinesOfJson(Throwable bug) throws IOException {
        Ran ran = probe("jsonl", bug);

        assertThat(ran.exit()).isEqualTo(70);
        List<String> lines = ran.out().lines().toList();
        assertThat(lines).hasSize(3);
        JsonMapper json = JsonMapper.builder().build();
        for (String line : lines) {
            JsonNode origin = json.readTree(line);
            boolean odd = origin.toString().contains(address(second));
            assertThat(origin.path("mode").asText()).isEqualTo(odd ? "inconclusive" : "required");
        }
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void printsTheOthersAsJunit(Throwable bug) throws Exception {
        Ran ran = probe("junit", bug);

        assertThat(ran.exit()).isEqualTo(70);
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(ran.out().getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        assertThat(document.getElementsByTagName("error").getLength()
                        + document.getElementsByTagName("failure").getLength())
                .isOne();
    }

    @Test
    void exitsWithZeroWithoutTheBug() {
        Judge judge = new Judge(Remedies.NONE, chain -> true);

        assertThat(probe("text", judge).exit()).isZero();
        assertThat(log.list).isEmpty();
    }

    private static Ran probe(String format, Throwable bug) {
        return probe(
                format,
                new Judge(
                        Remedies.NONE, chain -> chain.get(0).equals(ODD.server().leaf()) && thrown(bug)));
    }

    private static boolean thrown(Throwable bug) {
        if (bug instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) bug;
    }

    private static Ran probe(String format, Judge judge) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.of(System.getProperties(), Map.of()));
        Originpull top = new Originpull(console);
        top.output(OutputKind.valueOf(format.toUpperCase(Locale.ROOT)));
        Presented presented = new Presented(
                new Identities(
                        Optional.of(CERTIFICATES.leaf()),
                        ForgedIdentity.copyOf(CERTIFICATES.leaf().leaf())),
                List.of());
        List<Target> targets = Stream.of(first, second, third)
                .map(origin -> new Target(Address.parse(address(origin)), APP, Optional.of(Stage.REQUIRED)))
                .toList();
        ProbeChoices choices = new ProbeChoices(
                "/", ProbeChoices.Protocol.HTTP, ProbeChoices.Alpn.AUTO, ProbeChoices.Tls.AUTO, Optional.empty());
        try {
            Exit exit = new ProbeRun(top, 2, Duration.ofSeconds(20), Optional.empty(), trust -> judge)
                    .run(List.of(new ProbeBatch(targets, presented, choices)));
            return new Ran(exit.code(), out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } catch (CommandException e) {
            throw new AssertionError(e);
        }
    }

    private static String address(DemoOrigin origin) {
        return "127.0.0.1:" + origin.address().getPort();
    }
}
