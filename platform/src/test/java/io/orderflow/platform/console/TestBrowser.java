package io.orderflow.platform.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The system's Chromium, and what it found wrong with the pages that it has shown: errors in its console, requests to
 * other hosts, answers that failed. For one thread, as Playwright is.
 */
public final class TestBrowser implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final int HEIGHT = 900;
    private static final double TIMEOUT_MILLIS = 20_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> faults = new ArrayList<>();
    private final BrowserContext context;
    private final Page page;

    private TestBrowser(Path program) {
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                "1")));
        // The tests of a build may run as root, whom the browser's own sandbox refuses.
        browser = playwright.chromium()
                .launch(new LaunchOptions().setExecutablePath(program).setArgs(List.of("--no-sandbox")));
        context = browser.newContext(new Browser.NewContextOptions().setColorScheme(ColorScheme.LIGHT)
                .setTimezoneId("UTC").setLocale("en-US"));
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLIS);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                faults.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> faults.add(page.url() + ": " + error));
    }

    /** Starts it. Where no Chromium is installed, the test is skipped, and says so loudly. */
    public static TestBrowser start() {
        Optional<Path> program = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            System.err.println(
                    "SKIPPED: no Chromium is installed (the package chromium), so the console's pages were not "
                            + "tested in a browser");
        }
        Assumptions.assumeTrue(program.isPresent(), "NOT RUN: needs a browser, from the package chromium");
        return new TestBrowser(program.get());
    }

    public Page page() {
        return page;
    }

    /** Reports every request to a host that is not among these. */
    public void allowOnly(URI... hosts) {
        List<String> allowed = Stream.of(hosts).map(URI::getAuthority).toList();
        page.onRequest(request -> {
            URI uri = URI.create(request.url());
            if (uri.getAuthority() != null && !allowed.contains(uri.getAuthority())) {
                faults.add(page.url() + " sends a request to " + request.url());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 500) {
                faults.add(page.url() + ": " + response.status() + " for " + response.url());
            }
        });
    }

    public void show(int width, ColorScheme scheme) {
        page.setViewportSize(width, HEIGHT);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    }

    /** Requires the page to fit the width, and to be free of everything that axe knows how to find. */
    public void requireAccessible() {
        assertThat((Boolean) page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))
                .as("%s fits its width", page.url())
                .isTrue();
        List<Rule> violations = new AxeBuilder(page).withTags(WCAG).analyze().getViolations();
        assertThat(violations).as("violations on %s", page.url())
                .allSatisfy(rule -> assertThat(rule.getNodes().toString()).as(rule.getId() + ": " + rule.getHelp())
                        .isEmpty());
    }

    /** Requires that the browser has found nothing wrong since the last call. */
    public void requireNoFaults() {
        assertThat(faults).isEmpty();
        faults.clear();
    }

    /** Forgets what a test has brought about on purpose. */
    public void forgetFaults() {
        faults.clear();
    }

    /** Takes a picture of the whole page. */
    public void picture(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
