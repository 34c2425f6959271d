package io.orderflow.platform;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.orderflow.platform.console.TestBrowser;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/**
 * Looks at pages of the console at both widths, in light and in dark, and steps into each by keyboard. With {@code
 * -Dscreenshots=true} it also takes the pictures in {@code docs/screenshots}. For one thread, as its browser is.
 *
 * @param open goes to a page by its path
 */
record ConsoleWalk(TestBrowser browser, Consumer<String> open) {

    private static final Path PICTURES = Path.of("../docs/screenshots");
    private static final boolean TAKES_PICTURES = Boolean.getBoolean("screenshots");
    /** Far enough to leave the frame of the page, and to meet its first fields and links. */
    private static final int STEPS = 6;

    /** How a page is looked at. Each width and each scheme is seen once; pictures are taken of all four. */
    private record Look(int width, ColorScheme scheme) {

        static final List<Look> EACH_ONCE = List.of(new Look(375, ColorScheme.DARK), new Look(1440, ColorScheme.LIGHT));
        static final List<Look> ALL = Stream.of(375, 1440)
                .flatMap(width -> Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                        .map(scheme -> new Look(width, scheme)))
                .toList();
    }

    /** Requires each page to be free of what axe finds, to fit its width, and to show where the focus is. */
    void through(List<ConsolePage> pages) {
        SoftAssertions all = new SoftAssertions();
        for (Look look : TAKES_PICTURES ? Look.ALL : Look.EACH_ONCE) {
            browser.show(look.width(), look.scheme());
            for (ConsolePage one : pages) {
                open.accept(one.path());
                assertThat(page().locator("h1").first()).isVisible();
                all.assertThatCode(() -> requireTablesToFit(look)).as("%s %s", one, look).doesNotThrowAnyException();
                all.assertThatCode(browser::requireAccessible).as("%s %s", one, look).doesNotThrowAnyException();
                if (TAKES_PICTURES) {
                    browser.picture(PICTURES.resolve("%s-%d-%s.png".formatted(one.name(), look.width(),
                            look.scheme().name().toLowerCase(Locale.ROOT))));
                }
                all.assertThatCode(this::stepInto).as("%s %s", one, look).doesNotThrowAnyException();
            }
        }
        browser.show(1440, ColorScheme.LIGHT);
        all.assertAll();
    }

    /** A person with a telephone sees each value of a table, without moving the table under its frame. */
    private void requireTablesToFit(Look look) {
        if (look.width() < 640) {
            assertThat((List<?>) page().evaluate("""
                    () => [...document.querySelectorAll("main .scroll:has(table)")]
                        .filter(frame => frame.scrollWidth > frame.clientWidth + 1)
                        .map(frame => frame.getAttribute("aria-label"))""")).as("tables that do not fit").isEmpty();
        }
    }

    /** Skips to the content and goes on from there. */
    private void stepInto() {
        page().locator(".skip").focus();
        page().keyboard().press("Enter");
        for (int i = 0; i < STEPS; i++) {
            page().keyboard().press("Tab");
            requireVisibleFocus();
        }
    }

    void requireVisibleFocus() {
        assertThat((Boolean) page().evaluate("() => document.activeElement === document.body"
                + " || getComputedStyle(document.activeElement).outlineStyle !== 'none'"))
                .as("the focus is seen on %s", page().evaluate("() => document.activeElement.outerHTML"))
                .isTrue();
    }

    private Page page() {
        return browser.page();
    }
}
