package dev.originpull.agent.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.probe.Alert;
import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Attempt;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.Origin;
import dev.originpull.agent.probe.Phase;
import dev.originpull.agent.probe.Timings;
import dev.originpull.agent.probe.TlsFacts;
import dev.originpull.agent.report.Result;
import dev.originpull.agent.verdict.JudgedAttempt;
import dev.originpull.agent.verdict.Layer;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.Outcome;
import dev.originpull.agent.verdict.Verdict;
import dev.originpull.agent.web.pages.AttemptView;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The table of attempts on a terminal, and the one on a page, which is made from JSON. */
class AttemptRowTest {
    private static final Origin ORIGIN =
            new Origin(new InetSocketAddress("203.0.113.10", 443), new Hostname("app.example.com"));
    private static final Approach USUAL = Approach.https(ORIGIN, "/");

    @Test
    void aPageShowsTheSameRowsAsTheTerminal() throws IOException {
        List<JudgedAttempt> attempts = everyAttempt();
        String text = Rendered.by(new JsonFormat(), List.of(result(attempts)));
        JsonNode json = new ObjectMapper().readTree(text).at("/origins/0/attempts");

        List<AttemptRow> page = AttemptView.of(json).stream()
                .map(view -> new AttemptRow(view.presented(), view.asked(), view.answer(), view.where(), view.ms()))
                .toList();

        assertThat(page).hasSameSizeAs(attempts).containsExactlyElementsOf(AttemptRow.of(attempts));
        assertThat(page)
                .extracting(AttemptRow::where)
                .contains(
                        "connecting",
                        "in handshake",
                        "after handshake",
                        "HTTP, TLS 1.3",
                        "HTTP, no TLS",
                        "TLS 1.3",
                        "-");
        assertThat(page).extracting(AttemptRow::answer).anyMatch(answer -> answer.startsWith("TLS 1.2: "));
    }

    /** Each ending in each phase, with TLS and without, for each identity, in the usual way and in another. */
    private static List<JudgedAttempt> everyAttempt() {
        List<Ending> endings = new ArrayList<>(List.of(
                new Ending.Answered(200, "HTTP/1.1 200 OK\r\n\r\n"),
                new Ending.StayedOpen(""),
                new Ending.AskedAgain(),
                new Ending.Garbled("220 ESMTP"),
                new Ending.Unreachable("connection refused"),
                new Ending.Hindered("no descriptor"),
                new Ending.Alerted(new Alert(116), true),
                new Ending.Alerted(new Alert(40), false),
                new Ending.Alerted(new Alert(80), true)));
        for (Phase phase : Phase.values()) {
            endings.add(new Ending.Closed(phase, true));
            endings.add(new Ending.Closed(phase, false));
            endings.add(new Ending.TimedOut(phase, 0));
        }
        List<JudgedAttempt> attempts = new ArrayList<>();
        for (Approach approach : List.of(
                USUAL,
                USUAL.offering(Approach.TlsOffer.ONLY_1_2),
                USUAL.over(Approach.Wire.PLAIN_HTTP),
                USUAL.naming(Optional.empty()))) {
            for (Identity identity : Identity.values()) {
                for (Ending ending : endings) {
                    for (boolean tls : new boolean[] {true, false}) {
                        for (Layer layer : layers(ending)) {
                            attempts.add(attempt(approach, identity, ending, tls, layer));
                        }
                    }
                }
            }
        }
        return attempts;
    }

    private static List<Layer> layers(Ending ending) {
        return ending instanceof Ending.Answered
                ? List.of(Layer.HTTP)
                : List.of(Layer.CLOSE, Layer.NONE, Layer.TLS_LATE);
    }

    private static JudgedAttempt attempt(
            Approach approach, Identity identity, Ending ending, boolean tls, Layer layer) {
        TlsFacts facts = new TlsFacts(
                true,
                Optional.of("TLSv1.3"),
                Optional.of("TLS_AES_128_GCM_SHA256"),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false,
                List.of());
        Observation observation = new Observation(
                new Attempt(ORIGIN, identity, approach),
                Optional.empty(),
                tls ? Optional.of(facts) : Optional.empty(),
                ending,
                new Timings(Duration.ZERO, Duration.ZERO, Duration.ofMillis(3)));
        return new JudgedAttempt(observation, Outcome.UNKNOWN, layer, ending.summary());
    }

    private static Result result(List<JudgedAttempt> attempts) {
        return new Result.Judged(new OriginReport(
                ORIGIN,
                Mode.INCONCLUSIVE,
                Optional.empty(),
                Verdict.UNKNOWN,
                "",
                attempts,
                Optional.empty(),
                List.of(),
                Duration.ZERO));
    }
}
