package dev.originpull.it.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.originpull.agent.monitor.Fleet;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages in a real browser, served by the agent's own server under its own policy. */
class PagesIT {
    private static Fleet someOrigins;
    private static Fleet hostileOrigins;
    private static Chromium chromium;
    private static PageServer none;
    private static PageServer five;
    private static PageServer many;
    private static PageServer hostile;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        Fleets fleets = new Fleets(Instant.now());
        someOrigins = fleets.five();
        hostileOrigins = fleets.hostile();
        none = PageServer.of(fleets.none());
        five = PageServer.of(someOrigins);
        many = PageServer.of(fleets.many(5000));
        hostile = PageServer.of(hostileOrigins);
    }

    @AfterAll
    static void end() {
        Stream.of(none, five, many, hostile).filter(started -> started != null).forEach(PageServer::close);
        if (chromium != null) {
            chromium.close();
        }
    }

    /** What each page is called, and where it is. */
    static Stream<Arguments> everyPage() {
        return Stream.of(
                        Arguments.of("fleet-0", none.url("/")),
                        Arguments.of("fleet-5", five.url("/")),
                        Arguments.of("fleet-5000", many.url("/?verdict=fail&q=host-1")),
                        Arguments.of("fleet-hostile", hostile.url("/?q=e")),
                        Arguments.of("fleet-nothing", five.url("/?q=%E2%80%AE%3Cscript%3E&hostname=x")),
                        Arguments.of("origin", origin(five, someOrigins, 2)),
                        Arguments.of("origin-fine", origin(five, someOrigins, 0)),
                        Arguments.of("origin-pending", origin(five, someOrigins, 1)),
                        Arguments.of("origin-hostile", origin(hostile, hostileOrigins, 0)),
                        Arguments.of("origin-long", origin(hostile, hostileOrigins, 1)),
                        Arguments.of("origin-missing", five.url("/origins/0123456789abcdef")),
                        Arguments.of("generate", five.url("/generate?full=on&log=on&hostname=app.example.com")),
                        Arguments.of(
                                "generate-wrong",
                                five.url("/generate?stage=x&server=ngnix&ca-file=%3Cscript%3E" + "y".repeat(900))))
                .flatMap(page -> Stream.of(
                        Arguments.of(page.get()[0], page.get()[1], ColorScheme.LIGHT, Visit.WIDE),
                        Arguments.of(page.get()[0], page.get()[1], ColorScheme.DARK, Visit.NARROW)));
    }

    @ParameterizedTest(name = "{0} {2} {3}")
    @MethodSource("everyPage")
    void isAccessibleAndFitsAndKeepsToThePolicy(String name, String url, ColorScheme colours, int width) {
        try (Visit visit = Visit.of(chromium, colours, width)) {
            visit.page().navigate(url);

            visit.photograph(name + "-" + colours.name().toLowerCase(Locale.ROOT) + "-" + width);
            visit.fitsItsWidth();
            visit.isAccessible();
            visit.complainsOfNothing();
            assertThat(visit.page().title()).endsWith("originpull").doesNotContain("owned");
            assertThat(visit.page()
                            .locator("img:not([src^='/static/']), main script")
                            .count())
                    .isZero();
            assertThat(visit.page().content()).doesNotContain("\u202E", "\u001B");
        }
    }

    @Test
    void isReadableInTheDarkOnAWideScreenToo() {
        try (Visit visit = Visit.of(chromium, ColorScheme.DARK, Visit.WIDE)) {
            for (String url : List.of(five.url("/"), origin(five, someOrigins, 2), five.url("/generate"))) {
                visit.page().navigate(url);
                visit.isAccessible();
            }
            visit.photograph("generate-dark-1280");
        }
        try (Visit visit = Visit.of(chromium, ColorScheme.LIGHT, Visit.NARROW)) {
            for (String url : List.of(five.url("/"), origin(five, someOrigins, 2), five.url("/generate"))) {
                visit.page().navigate(url);
                visit.isAccessible();
                visit.fitsItsWidth();
            }
        }
    }

    @Test
    void findsWhatIsWrongAmongFiveThousand() {
        try (Visit visit = Visit.wide(chromium)) {
            Page page = visit.page();
            page.navigate(many.url("/"));
            assertThat(page.locator("table.origins tbody tr").count()).isEqualTo(100);
            assertThat(page.locator("table.origins tbody tr").first().innerText())
                    .contains("Not as expected");
            visit.photograph("fleet-5000-all");

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Next"))
                    .click();
            PlaywrightAssertions.assertThat(page.locator(".pager span")).hasText("Page 2 of 50");
            page.getByLabel("Hostname or address").fill("host-4999.");
            page.keyboard().press("Enter");
            PlaywrightAssertions.assertThat(page.locator("#count")).hasText("1 to 1 of 1");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("host-4999.customers.example.com"))
                    .click();
            PlaywrightAssertions.assertThat(page.locator("h1")).containsText("host-4999.customers.example.com");
            visit.complainsOfNothing();
        }
    }

    @Test
    void narrowsTheRowsWhileOneTypes() {
        try (Visit visit = Visit.wide(chromium)) {
            Page page = visit.page();
            page.navigate(five.url("/"));

            page.getByLabel("Hostname or address").pressSequentially("SHOP");

            assertThat(visible(page.locator("table.origins tbody tr"))).hasSize(1);
            PlaywrightAssertions.assertThat(page.locator("[data-announce]")).containsText("1 of 5 rows");
            page.getByLabel("Hostname or address").fill("");
            assertThat(visible(page.locator("table.origins tbody tr"))).hasSize(5);
        }
    }

    @Test
    void worksWithoutJavaScript() {
        try (Visit visit = Visit.withoutScript(chromium)) {
            Page page = visit.page();
            page.navigate(five.url("/"));
            assertThat(page.getByRole(AriaRole.BUTTON).allInnerTexts()).containsExactly("Search");

            page.locator("nav[aria-label=Verdict] a", new Page.LocatorOptions().setHasText("Not as expected"))
                    .click();
            assertThat(page.locator("table.origins tbody tr").count()).isEqualTo(1);
            page.getByLabel("Hostname or address").fill("nothing-like-it");
            page.getByText("Search", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator("p.empty").innerText()).contains("No origin is like that");
            assertThat(page.url()).contains("verdict=fail");
            page.locator("p.empty a").click();
            assertThat(page.locator("table.origins tbody tr").count()).isEqualTo(5);

            page.locator("header nav a", new Page.LocatorOptions().setHasText("Generate"))
                    .click();
            page.locator("#server").selectOption("apache");
            page.locator("input[name=stage][value=required]").check();
            page.locator("#ca-file").fill("/etc/it's here/ca.pem");
            page.locator("form button").click();
            assertThat(page.locator("#configuration").innerText()).contains("SSLVerifyClient require");
            assertThat(page.locator("#command").innerText())
                    .isEqualTo("originpull generate apache --stage required --ca-file '/etc/it'\\''s here/ca.pem'");
            page.locator("#depth").fill("none");
            page.locator("form button").click();
            assertThat(page.locator("#depth-complaint").innerText()).contains("the depth is a number");
            assertThat(page.locator("#ca-file").inputValue()).isEqualTo("/etc/it's here/ca.pem");
        }
    }

    @Test
    void isWalkedThroughByKeyboard() {
        try (Visit visit = Visit.wide(chromium)) {
            Page page = visit.page();
            page.navigate(five.url("/"));

            page.keyboard().press("Tab");
            assertThat(focused(page)).isEqualTo("Skip to the content");
            PlaywrightAssertions.assertThat(page.locator(".skip")).isInViewport();
            page.keyboard().press("Enter");
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("main");

            page.reload();
            for (String name : List.of("Skip to the content", "originpull", "Fleet", "Generate", "API", "Metrics")) {
                page.keyboard().press("Tab");
                assertThat(focused(page)).isEqualTo(name);
                assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                        .isNotEqualTo("none");
            }
            page.locator("table.origins tbody a").first().focus();
            page.keyboard().press("Enter");
            PlaywrightAssertions.assertThat(page.locator("h1")).containsText("shop.example.com");
        }
    }

    @Test
    void copiesWhatIsShown() {
        try (Visit visit = Visit.wide(chromium)) {
            visit.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            Page page = visit.page();
            page.navigate(five.url("/generate?full=on&ca-file=/a%20%26b/%3C%22'.pem"));

            for (String id : List.of("configuration", "command")) {
                page.locator("[data-copy=" + id + "]").click();
                PlaywrightAssertions.assertThat(page.locator("[data-copy=" + id + "]"))
                        .containsText("Copied");
                assertThat(page.evaluate("navigator.clipboard.readText()"))
                        .isEqualTo(page.locator("#" + id).textContent());
            }
            visit.complainsOfNothing();
        }
    }

    @Test
    void keepsTheThemeThatSomebodyChose() {
        try (Visit visit = Visit.wide(chromium)) {
            Page page = visit.page();
            page.navigate(five.url("/"));
            Object light = page.evaluate("getComputedStyle(document.body).backgroundColor");
            page.locator("[data-theme-toggle]").click();
            page.locator("[data-theme-toggle]").click();

            page.navigate(five.url("/generate"));
            assertThat(page.locator("[data-theme-name]").innerText()).isEqualTo("dark");
            assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                    .isNotEqualTo(light);
        }
    }

    @Test
    void refreshesUnlessSomebodyIsReadingOrTyping() {
        try (Visit visit = Visit.wide(chromium)) {
            Page page = visit.page();
            page.clock().install();
            page.navigate(five.url("/"));
            page.evaluate("window.sameAsBefore = true");

            page.getByLabel("Hostname or address").focus();
            page.clock().runFor(130_000);
            assertThat(page.evaluate("window.sameAsBefore === true")).isEqualTo(true);

            page.evaluate("document.activeElement.blur()");
            page.clock().runFor(61_000);
            page.waitForFunction("window.sameAsBefore !== true");

            page.locator("[data-refresh] input").uncheck();
            page.evaluate("document.activeElement.blur(); window.sameAsBefore = true");
            page.clock().runFor(130_000);
            assertThat(page.evaluate("window.sameAsBefore === true")).isEqualTo(true);
        }
    }

    private static String origin(PageServer server, Fleet fleet, int index) {
        return server.url("/origins/" + fleet.standings().get(index).watch().id());
    }

    private static String focused(Page page) {
        return ((String) page.evaluate("document.activeElement.textContent")).strip();
    }

    private static List<Locator> visible(Locator rows) {
        return rows.all().stream().filter(Locator::isVisible).toList();
    }
}
