package dev.originpull.agent.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.monitor.Change;
import dev.originpull.agent.monitor.LeafFacts;
import dev.originpull.agent.monitor.ReloadOutcome;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FleetPageTest {
    private static final Pattern ROW = Pattern.compile("<a href=\"/origins/[0-9a-f]{16}\">([^<]*)</a>");

    private final ListedFleet five = ListedFleet.of(
            Sights.fine("a.example.com", "203.0.113.1"),
            Sights.pending("b.example.com", "203.0.113.2"),
            Sights.untold("c.example.com", "203.0.113.3"),
            Sights.looked(
                    "d.example.com",
                    "[2001:db8::4]:8443",
                    Mode.REQUIRED,
                    Verdict.PASS,
                    List.of(Sights.warning("The leaf expires in 9 days."))),
            Sights.open("e.example.com", "203.0.113.5"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /                              | e c d b a
                    /?sort=hostname                | a b c d e
                    /?sort=nonsense                | e c d b a
                    /?q=203.0.113                  | e c b a
                    /?q=2001:DB8::4                | d
                    /?q=B.EXAMPLE                  | b
                    /?q=%20b.example%20            | b
                    /?q=nothing                    |
                    /?mode=required                | d a
                    /?mode=required&verdict=fail   |
                    /?mode=no-such                 |
                    /?verdict=fail                 | e
                    /?verdict=unknown              | c
                    /?verdict=pending              | b
                    /?verdict=pass                 | d a
                    /?hostname=c.example.com       | c
                    /?hostname=example.com         |
                    /?q=a.e&hostname=a.example.com | a
                    /?page=7                       | e c d b a
                    /?page=-1                      | e c d b a
                    /?page=99999999999999999999    | e c d b a
                    """)
    void listsWhatIsAskedFor(String link, @Nullable String firstLetters) {
        List<String> expected = firstLetters == null
                ? List.of()
                : List.of(firstLetters.split(" ")).stream()
                        .map(letter -> letter + ".example.com")
                        .toList();

        assertThat(hostnames(new Browser(five).get(link))).isEqualTo(expected);
    }

    @Test
    void ordersByExpiryAndByChange() {
        ListedFleet fleet = ListedFleet.of(
                expiring("late.example.com", 80),
                expiring("gone.example.com", -3),
                expiring("soon.example.com", 9),
                changed("old.example.com", 50),
                changed("new.example.com", 1));

        assertThat(hostnames(new Browser(fleet).get("/?sort=expiry")))
                .startsWith("gone.example.com", "soon.example.com", "late.example.com");
        assertThat(hostnames(new Browser(fleet).get("/?sort=changed")))
                .startsWith("new.example.com")
                .endsWith("old.example.com");
    }

    @Test
    void countsWhatAnotherFilterWouldLeave() {
        String page = new Browser(five).get("/?mode=required").text();

        assertThat(page)
                .contains("href=\"/?mode=required&amp;verdict=pass\"", "href=\"/\" aria-current=\"true\"")
                .contains("5 origins:", "2 as expected", "<strong>1 not</strong>", "1 not looked at yet");
        assertThat(counts(page))
                .contains("As expected 2", "required 2", "optional 1")
                .doesNotContain("Not as expected 1");
    }

    @Test
    void goesFromPageToPage() {
        ListedFleet fleet = ListedFleet.of(IntStream.range(0, 250)
                .mapToObj(i -> Sights.fine("h" + i + ".example.com", "203.0.113.1"))
                .toList());
        Browser browser = new Browser(fleet);
        List<String> all = new ArrayList<>();
        String link = "/?q=example";
        for (int pages = 1; !link.isEmpty(); pages++) {
            Browser.Page page = browser.get(link);
            all.addAll(hostnames(page));
            Matcher next = Pattern.compile("<a rel=\"next\" href=\"([^\"]*)\">").matcher(page.text());
            link = next.find() ? next.group(1).replace("&amp;", "&") : "";
            assertThat(pages).isLessThanOrEqualTo(3);
        }

        assertThat(all).hasSize(250).doesNotHaveDuplicates();
        assertThat(browser.get("/?page=3").text()).contains("201 to 250 of 250", "Page 3 of 3");
    }

    @Test
    void marksWhatExpires() {
        ListedFleet fleet = ListedFleet.of(
                        expiring("a.example.com", 10), expiring("b.example.com", 20), expiring("c.example.com", 40))
                .withLeaves(leaf("late", 300), leaf("next", 29), leaf("gone", -1));

        String page = new Browser(fleet).get("/").text();

        assertThat(page).contains("2 within 30 days", "1 of them within 14 days");
        assertThat(page).contains("leaf expired", "leaf near", "leaf far");
        assertThat(page.indexOf("<strong>gone</strong>"))
                .isPositive()
                .isLessThan(page.indexOf("<strong>next</strong>"));
        assertThat(page).contains("datetime=\"2026-12-20T12:00:00Z\" title=\"2026-12-20 12:00:00 UTC\">in 29 days<");
    }

    @ParameterizedTest
    @CsvSource({
        "-86400, expired",
        "0, expired",
        "1, close",
        "1209600, close",
        "1209601, near",
        "2592000, near",
        "2592001, far"
    })
    void warnsAsFarAheadAsCloudflare(long seconds, String mark) {
        assertThat(Expiry.of(Sights.NOW.plusSeconds(seconds), Sights.NOW).mark())
                .isEqualTo(mark);
    }

    @ParameterizedTest
    @CsvSource({
        "0, now",
        "-59, 59 s ago",
        "-60, 1 min ago",
        "-7199, 1 h ago",
        "-172799, 47 h ago",
        "-172800, 2 days ago",
        "3600, in 1 h",
        "31536000, in 365 days"
    })
    void saysTimesAsPeopleDo(long seconds, String words) {
        assertThat(Moment.of(Sights.NOW.plusSeconds(seconds), Sights.NOW).relative())
                .isEqualTo(words);
    }

    @Test
    void saysWhyAConfigurationWasNotTaken() {
        String page = new Browser(five.withReload(new ReloadOutcome(
                        Sights.NOW.minusSeconds(120),
                        Sights.NOW.minus(Duration.ofDays(3)),
                        List.of("originpull.yaml:3: unknown key 'hostnme'<script>"))))
                .get("/")
                .text();

        assertThat(page).contains("The configuration was not taken", "2 min ago", "3 days ago");
        assertThat(page).contains("originpull.yaml:3: unknown key &#39;hostnme&#39;&lt;script&gt;");
        assertThat(new Browser(five).get("/").text()).doesNotContain("was not taken");
    }

    @Test
    void helpsWhereNothingIsWatched() {
        Browser.Page page = new Browser(ListedFleet.of()).get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("No origins are watched yet", "originpull config check", "expect: required");
        assertThat(page.text()).doesNotContain("<table");
    }

    @Test
    void saysThatAChangeIsYetToBeConfirmed() {
        Standing standing = Sights.fine("a.example.com", "203.0.113.1");
        ListedFleet fleet = ListedFleet.of(
                new Standing(standing.watch(), standing.look(), standing.probedAt(), true, standing.history()));

        assertThat(new Browser(fleet).get("/").text()).contains("a second one is to confirm it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "'; DROP TABLE origins; --",
                "${7*7}<#assign x=1>",
                "\u202Egnp.exe\u2066",
                "a\u0000b\u001B[31m\u0085"
            })
    void showsHostileTextAsText(String hostile) {
        Standing standing = Sights.looked(
                "a.example.com",
                "203.0.113.1",
                Mode.OPTIONAL,
                Verdict.FAIL,
                List.of(Sights.notEnforced(hostile)),
                hostile,
                Sights.NOT_AFTER);
        Browser browser = new Browser(ListedFleet.of(standing)
                .withLeaves(new LeafFacts(hostile, hostile, Sights.NOT_AFTER, "0123456789abcdef0123"))
                .withReload(new ReloadOutcome(Sights.NOW, Sights.NOW, List.of(hostile))));
        String query =
                new QueryString().add("q", hostile).add("hostname", hostile).after("/");

        for (String link :
                List.of("/", query, "/origins/" + standing.watch().id(), "/generate?" + query.substring(2))) {
            assertThat(browser.get(link).text())
                    .as(link)
                    .doesNotContain("<script>", "<img src=x", "\u202E", "\u2066", "\u001B", "\u0000", "\u0085", ">49<");
        }
    }

    @Test
    void isTheSameInTurkish() {
        Locale before = Locale.getDefault();
        String usual = new Browser(five).get("/?q=EXAMPLE&verdict=FAIL").text();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(new Browser(five).get("/?q=EXAMPLE&verdict=FAIL").text()).isEqualTo(usual);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void showsAPageOfFiftyThousandOrigins() {
        List<Standing> many = new ArrayList<>();
        Standing open = Sights.open("a.example.com", "203.0.113.1");
        for (int i = 0; i < 50_000; i++) {
            Standing like = i % 50 == 0 ? open : Sights.pending("x.example.com", "203.0.113.1");
            many.add(new Standing(
                    Sights.watch("h" + i + ".example.com", "203.0." + i / 250 + "." + i % 250),
                    like.look(),
                    like.probedAt(),
                    false,
                    like.history()));
        }
        Collections.shuffle(many, new Random(1));
        Browser browser = new Browser(ListedFleet.of(many));

        for (String link : List.of("/", "/?q=7.1", "/?sort=expiry&page=3", "/?sort=hostname", "/?sort=changed")) {
            assertThat(hostnames(browser.get(link))).as(link).hasSize(100).doesNotHaveDuplicates();
        }
    }

    private static LeafFacts leaf(String identity, int days) {
        return new LeafFacts(identity, "CN=leaf", Sights.NOW.plus(Duration.ofDays(days)), "ab".repeat(32));
    }

    private static Standing expiring(String hostname, int days) {
        Instant notAfter = Sights.NOW.plus(Duration.ofDays(days));
        return Sights.looked(hostname, "203.0.113.9", Mode.REQUIRED, Verdict.PASS, List.of(), "CN=x", notAfter);
    }

    private static Standing changed(String hostname, int daysAgo) {
        Standing fine = Sights.fine(hostname, "203.0.113.9");
        Change change = new Change(Sights.NOW.minus(Duration.ofDays(daysAgo)), Mode.REQUIRED, Verdict.PASS);
        return new Standing(fine.watch(), fine.look(), Optional.of(Sights.NOW), false, List.of(change));
    }

    private static List<String> hostnames(Browser.Page page) {
        assertThat(page.status()).isEqualTo(200);
        return ROW.matcher(page.text()).results().map(found -> found.group(1)).toList();
    }

    /** The filters with their counts, as people read them. */
    private static List<String> counts(String page) {
        return Pattern.compile(">([^<>]+)<span class=\"n\">([0-9,]+)</span>")
                .matcher(page)
                .results()
                .map(found -> found.group(1).strip() + " " + found.group(2))
                .toList();
    }
}
