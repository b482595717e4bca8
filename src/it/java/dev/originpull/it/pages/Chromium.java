package dev.originpull.it.pages;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import dev.originpull.it.process.Program;
import java.util.List;
import java.util.Map;

/** The installed browser; Playwright brings only what talks to it, and fetches nothing. */
record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {

    /** Ends the test as skipped where there is none. */
    static Chromium start() {
        Program chromium = Program.require("chromium");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // Chromium's own sandbox does not start for root, whom builds in containers are.
        boolean root = System.getProperty("user.name").equals("root");
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.path())
                        .setArgs(root ? List.of("--no-sandbox") : List.of()));
        return new Chromium(playwright, browser);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
