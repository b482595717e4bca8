package dev.originpull.agent.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.monitor.Change;
import dev.originpull.agent.monitor.FindingCounts;
import dev.originpull.agent.monitor.LeafFacts;
import dev.originpull.agent.monitor.Look;
import dev.originpull.agent.monitor.PackedText;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPageTest {
    private static final LeafFacts LEAF = new LeafFacts("default", "CN=leaf", Sights.NOT_AFTER, "ab".repeat(32));

    @Test
    void tellsWhatIsKnownOfAnOrigin() {
        Standing open = Sights.open("app.example.com", "[2001:db8::10]:8443");

        String page = page(ListedFleet.of(open), open);

        assertThat(page)
                .contains("Not as expected", "NOT_ENFORCED", "ssl_verify_client on;\nthen reload it")
                .contains("It looked so.", "CN=app.example.com", "CN=Test CA", "in 90 days", "CN=Origin Pull CA")
                .contains("href=\"/api/v1/origins/" + open.watch().id() + "\"")
                .contains("/probe?target=%5B2001%3Adb8%3A%3A10%5D%3A8443&amp;hostname=app.example.com&amp;debug=true");
    }

    @Test
    void showsAttemptsAsTheCommandLineDoes() {
        Standing open = Sights.open("app.example.com", "203.0.113.10");

        assertThat(page(ListedFleet.of(open), open))
                .containsSubsequence(
                        "<tr><th scope=\"row\">leaf</th><td>yes</td><td class=\"answer\">200 OK</td><td>accepted</td>"
                                + "<td>HTTP, TLS 1.3</td><td class=\"n\">3.2</td></tr>",
                        "<tr><th scope=\"row\">nothing</th><td>yes</td><td class=\"answer\">alert 116 certificate_required</td>"
                                + "<td>refused</td><td>after handshake</td><td class=\"n\">3.2</td></tr>");
    }

    @Test
    void givesTheCommandThatLooksAtTheSame() {
        Standing six = Sights.fine("app.example.com", "[2001:db8::10]:443");

        assertThat(page(ListedFleet.of(six).withLeaves(LEAF), six))
                .contains("originpull probe &#39;[2001:db8::10]:443&#39; --hostname app.example.com --expect required "
                        + "--cert leaf.pem --key leaf.key<");
        assertThat(page(ListedFleet.of(six), six)).contains("--expect required<");
    }

    @Test
    void drawsTheHistoryAndTellsItInWords() {
        HistoryView history = HistoryView.of(
                List.of(
                        new Change(at(10), Mode.REQUIRED, Verdict.PASS),
                        new Change(at(5), Mode.OPTIONAL, Verdict.FAIL),
                        new Change(at(1), Mode.UNREACHABLE, Verdict.UNKNOWN)),
                Sights.NOW);

        assertThat(history.bars()).extracting(HistoryView.Bar::verdict).containsExactly("pass", "fail", "unknown");
        assertThat(history.bars()).extracting(HistoryView.Bar::y).containsExactly(0, 40, 20);
        assertThat(history.bars().get(0).x()).isZero();
        assertThat(history.bars().get(0).width()).isBetween(490, 510);
        assertThat(history.bars().get(2)).matches(bar -> bar.x() + bar.width() == HistoryView.WIDTH);
        assertThat(history.changes()).extracting(HistoryView.State::lasted).containsExactly("24 h", "4 days", "5 days");
        assertThat(history.summary())
                .isEqualTo("Could not tell, unreachable, for 24 h; 3 states since 2026-11-11 12:00:00 UTC.");
    }

    @Test
    void drawsStatesThatLastedAMomentAndClocksThatWereSetBack() {
        List<Change> changes = IntStream.range(0, Standing.MOST_CHANGES)
                .mapToObj(i -> new Change(Sights.NOW.plusSeconds(60L - i), Mode.OFF, Verdict.FAIL))
                .toList();

        HistoryView history = HistoryView.of(changes, Sights.NOW);

        assertThat(history.bars()).hasSize(Standing.MOST_CHANGES).allMatch(bar -> bar.width() > 0 && bar.x() >= 0);
        assertThat(history.bars()).allMatch(bar -> bar.x() + bar.width() <= HistoryView.WIDTH);
    }

    @Test
    void saysThatNobodyHasLookedYet() {
        Standing pending = Sights.pending("app.example.com", "origin.example.com:8443");

        assertThat(page(ListedFleet.of(pending), pending))
                .contains("Not looked at yet", "Nobody has looked at this origin", "Nothing is known yet.")
                .contains("originpull probe origin.example.com:8443 --hostname app.example.com")
                .doesNotContain("Attempts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "",
                "[1,2]",
                "{\"attempts\":7,\"findings\":null,\"serverCertificate\":{\"notAfter\":\"x\"}}"
            })
    void takesReportsOfOtherVersions(String json) {
        Standing fine = Sights.fine("app.example.com", "203.0.113.10");
        Look look = new Look(
                Sights.NOW,
                Mode.REQUIRED,
                Verdict.PASS,
                true,
                FindingCounts.NONE,
                Optional.empty(),
                Optional.empty(),
                PackedText.of(json));
        Standing other = new Standing(fine.watch(), Optional.of(look), fine.probedAt(), false, fine.history());

        assertThat(page(ListedFleet.of(other), other)).contains("As expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/origins/0123456789abcdef",
                "/origins/",
                "/origins/..%2f..%2fetc%2fpasswd",
                "/origins/%3Cscript%3E"
            })
    void leadsBackFromAnOriginThatIsNotThere(String link) {
        Browser.Page page = new Browser(ListedFleet.of()).get(link);

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text())
                .contains("No such origin", "<a href=\"/\">Back to the fleet</a>")
                .doesNotContain("<script>");
    }

    @Test
    void keepsStylesAndScriptsForEverUnderTheirDigest() {
        Browser browser = new Browser(ListedFleet.of());
        String page = browser.get("/").text();

        for (String end : List.of("css", "js", "svg")) {
            Matcher link = Pattern.compile("\"(/static/[0-9a-f]{16}/[a-z]+\\." + end + ")\"")
                    .matcher(page);
            assertThat(link.find()).as(end).isTrue();
            Browser.Page file = browser.get(link.group(1));
            assertThat(file.status()).isEqualTo(200);
            assertThat(file.headers().get("Cache-Control")).contains("immutable");
        }
        assertThat(browser.get("/static/pages.css").status()).isEqualTo(404);
        assertThat(browser.get("/static/../fleet.ftlh").status()).isEqualTo(404);
    }

    /** The policy would keep them from working. */
    @Test
    void hasNothingInline() {
        Standing open = Sights.open("app.example.com", "203.0.113.10");
        Browser browser = new Browser(ListedFleet.of(open).withLeaves(LEAF));

        for (String link : List.of("/", "/origins/" + open.watch().id(), "/generate", "/origins/nothing")) {
            assertThat(browser.get(link).text())
                    .doesNotContainPattern("\\sstyle=")
                    .doesNotContainPattern("\\son[a-z]+=")
                    .doesNotContainPattern("<style|<script>|javascript:");
        }
    }

    private static Instant at(int daysAgo) {
        return Sights.NOW.minus(Duration.ofDays(daysAgo));
    }

    private static String page(ListedFleet fleet, Standing standing) {
        Browser.Page page =
                new Browser(fleet).get("/origins/" + standing.watch().id());
        assertThat(page.status()).isEqualTo(200);
        return page.text();
    }
}
