package dev.originpull.it.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody with a browser; what the browser complains of, a breach of the content security policy too, is kept. */
final class Visit implements AutoCloseable {
    static final int NARROW = 400;
    static final int WIDE = 1280;
    private static final int HEIGHT = 900;

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Visit(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            // That a page answers 400 or 404 is what its test asks for.
            if (List.of("error", "warning").contains(message.type())
                    && !message.text()
                            .startsWith("Failed to load resource: the server responded with a status of 40")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onDialog(dialog -> {
            complaints.add("a dialog: " + dialog.message());
            dialog.dismiss();
        });
    }

    static Visit of(Chromium chromium, ColorScheme colours, int width) {
        return new Visit(chromium.browser().newContext(options(width).setColorScheme(colours)));
    }

    static Visit wide(Chromium chromium) {
        return of(chromium, ColorScheme.LIGHT, WIDE);
    }

    static Visit withoutScript(Chromium chromium) {
        return new Visit(chromium.browser().newContext(options(WIDE).setJavaScriptEnabled(false)));
    }

    private static Browser.NewContextOptions options(int width) {
        return new Browser.NewContextOptions().setViewportSize(width, HEIGHT).setLocale("en-GB");
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** The picture of the whole page goes to {@code target/screenshots}. */
    void photograph(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
    }

    void complainsOfNothing() {
        assertThat(complaints).isEmpty();
    }

    /** Only what is meant to scroll within itself does. */
    void fitsItsWidth() {
        assertThat(page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth"))
                .as("%s is wider than the window", page.url())
                .isEqualTo(true);
    }

    /** By axe-core's rules for WCAG 2.2 A and AA, and its good practices. */
    void isAccessible() {
        // What passes would be megabytes.
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        // There are no frames, for which the other mode would open a page of its own and load its half megabyte once
        // more.
        List<Rule> violations = new AxeBuilder(page)
                .options(options)
                .setLegacyMode(true)
                .analyze()
                .getViolations();
        assertThat(violations)
                .extracting(rule -> rule.getImpact() + " " + rule.getId() + ": "
                        + rule.getNodes().stream()
                                .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                .toList())
                .isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
