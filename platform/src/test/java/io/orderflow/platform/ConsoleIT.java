package io.orderflow.platform;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.orderflow.identity.Grant;
import io.orderflow.platform.console.TestBrowser;
import io.orderflow.platform.demo.Api;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The console in a browser, on one platform with identity, as one person after the other uses it. With {@code
 * -Dscreenshots=true} it also takes the pictures in {@code docs/screenshots}.
 */
@TestMethodOrder(OrderAnnotation.class)
class ConsoleIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Pattern CONFIRMED = Pattern.compile("confirmed");

    @TempDir
    static Path data;

    private static TestBrowser browser;
    private static IdentifiedPlatform platform;
    private static Api operator;
    private static Page page;
    private static ConsoleWalk walk;

    @BeforeAll
    static void start() throws Exception {
        browser = TestBrowser.start();
        platform = IdentifiedPlatform.start(data, "--orderflow.commands.local-first=false",
                "--orderflow.checkpoints.retry-interval=1s", "--orderflow.checkpoints.claim-interval=1s");
        operator = platform.bearing(Grant.operator());
        page = browser.page();
        walk = new ConsoleWalk(browser, ConsoleIT::open);
        browser.allowOnly(URI.create("http://127.0.0.1:" + platform.platform().port()), URI.create(platform.identity()
                .issuer()));
    }

    @AfterAll
    static void stop() {
        if (platform != null) {
            platform.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void findsNothingWrong() {
        browser.requireNoFaults();
    }

    private static void open(String path) {
        page.navigate("http://127.0.0.1:" + platform.platform().port() + "/console" + path);
    }

    private static void signIn(String name, String password) {
        page.fill("input[name=username]", name);
        page.fill("input[name=password]", password);
        page.click("button[type=submit]");
    }

    private static String passwordOf(String name) throws Exception {
        for (JsonNode person : new JsonMapper().readTree(Files.readString(data.resolve("identity/users.json")))) {
            if (person.path("name").asString().equals(name)) {
                return person.path("password").asString().replace("{noop}", "");
            }
        }
        throw new AssertionError("There is no " + name);
    }

    /** Posts what a form would, from a page that does not offer it, and returns the status of the answer. */
    private static int postByHand(String action) {
        return (Integer) page.evaluate("""
                async path => {
                    const fields = new URLSearchParams({_csrf: document.querySelector("[name=_csrf]").value,
                        reason: "by hand", promote: "auto", group: "orders", expected: "1", action: "cancel"});
                    return (await fetch(path, {method: "POST", body: fields, redirect: "manual"})).status;
                }""", "/console" + action);
    }

    private static Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    @Order(1)
    void refusesWhoeverCannotSayWhoTheyAre() {
        open("/orders");
        signIn("operator", "wrong");
        assertThat(page).hasURL(Pattern.compile(".*/login\\?error"));
        open("/orders");
        assertThat(page).hasURL(Pattern.compile(".*/login"));
        // The page of the issuer asks for an icon that it does not have.
        browser.forgetFaults();
    }

    @Test
    @Order(2)
    void offersACustomerWhatIsItsOwn() throws Exception {
        open("/orders");
        signIn("customer", passwordOf("customer"));
        assertThat(page).hasURL(Pattern.compile(".*/console/orders.*"));
        assertThat(page.locator(".who")).containsText("signed in as customer");
        assertThat(page.locator(".empty")).containsText("There is no order yet.");

        open("/place");
        assertThat(button("Make sample data")).hasCount(0);
        open("/");
        assertThat(page.locator("main")).containsText("they need the scope operations");
        walk.through(List.of(new ConsolePage("welcome", "/")));
        assertThat(page.content()).doesNotContain("eyJ");

        open("/projections/orders");
        assertThat(button("Start a rebuild")).hasCount(0);
        open("/dead-letters");
        assertThat(link("Retry …")).hasCount(0);
        for (String action : List.of("/projections/orders/rebuilds", "/projections/orders/rollback",
                "/rebuilds/r1/promotion", "/rebuilds/r1/cancel", "/dead-letters/orders/o1/retry",
                "/dead-letters/orders/o1/give-up", "/dead-letter-batches", "/saga-batches", "/server/backups")) {
            assertEquals(403, postByHand(action), action);
        }
        browser.forgetFaults();
        open("/orders");

        button("Sign out").click();
        assertThat(page.locator("h1")).hasText("You are signed out");
        page.context().clearCookies();
        browser.forgetFaults();
    }

    @Test
    @Order(3)
    void makesSampleDataInAnEmptySystem() throws Exception {
        open("/place");
        signIn("operator", passwordOf("operator"));
        assertThat(page.locator(".who")).containsText("signed in as operator");
        button("Make sample data").click(new Locator.ClickOptions().setTimeout(SOON.toMillis()));
        assertThat(page.locator(".banner.good")).containsText("5 orders");
        assertThat(page.locator("input.quantity")).hasCount(5);
        browser.forgetFaults();
    }

    @Test
    @Order(4)
    void placesAnOrderByKeyboardAndShowsItConfirmedWithoutReloading() {
        open("/place");
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        page.keyboard().press("Enter");
        tabTo("input.quantity[aria-label='Quantity of PEN']");
        page.keyboard().type("2");
        assertThat(page.locator("#total")).hasText("3.00 USD");
        tabTo("#place button[type=submit]");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/console/orders/[^/]+"));
        page.evaluate("() => { window.sameDocument = true; }");

        assertThat(page.locator("#live > .head .status")).hasText(CONFIRMED);
        assertThat(page.locator("svg.drawing")).hasAttribute("aria-label", Pattern.compile(".*Confirm order: done.*"));
        assertThat((Boolean) page.evaluate("() => window.sameDocument === true")).isTrue();
    }

    /** Presses Tab until the element has the focus, and requires the focus to be seen on the way. */
    private static void tabTo(String selector) {
        for (int i = 0; i < 200; i++) {
            page.keyboard().press("Tab");
            walk.requireVisibleFocus();
            if ((Boolean) page.evaluate("wanted => document.activeElement.matches(wanted)", selector)) {
                return;
            }
        }
        throw new AssertionError("The keyboard does not reach " + selector);
    }

    @Test
    @Order(5)
    void showsWhyAnOrderFailedAndWhatWasUndone() {
        open("/orders/sample-3");
        assertThat(page.locator("#live > .head")).containsText("insufficient funds");
        assertThat(page.locator("svg.drawing")).hasAttribute("aria-label",
                Pattern.compile(
                        ".*Reserve stock: stock given back; Authorize payment: turned back here.*Undone: done"));
        assertThat(page.locator("tr.failure").first()).isVisible();
        link("Timeline").click();
        assertThat(page.locator(".timeline li.bad .what").first()).isVisible();
        link("Raw").click();
        assertThat(page.locator(".raw details[open] pre").first()).containsText("INSUFFICIENT_FUNDS");
    }

    @Test
    @Order(6)
    void showsTheDifferenceOfEachEventAndTheOrderAsItWas() {
        open("/orders/sample-1");
        assertThat(page.locator(".changes").filter(new Locator.FilterOptions().setHasText("status"))
                .filter(new Locator.FilterOptions().setHasText("CONFIRMED")).first()).isVisible();
        String now = page.locator("#live > .head .status").innerText();
        page.locator("#slider").focus();
        page.keyboard().press("Home");
        assertThat(page).hasURL(Pattern.compile(".*asOf=\\d+.*"));
        assertThat(page.locator(".banner.busy")).containsText("not as it is now");
        assertThat(page.locator("#live > .head .status")).not().hasText(now);
        assertThat(page.locator("tr.mark")).hasCount(1);
        assertThat(page.locator("tr.later").last()).containsText("fulfilment completed");
        assertThat(page.locator("section[aria-labelledby=money]")).not().containsText("hold");
        link("Back to now").click();
        assertThat(page.locator("tr.later")).hasCount(0);
        assertThat(page.locator("#live > .head .status")).hasText(now);
    }

    @Test
    @Order(7)
    void followsACauseInBothDirections() {
        open("/orders/sample-1");
        page.locator("a[aria-label='Causes of authorized']").first().click();
        assertThat(page.locator("#graph h2")).hasText("payment.authorized");
        page.locator("#graph dl a", new Page.LocatorOptions().setHasText("←")).first().click();
        assertThat(page.locator("#graph h2")).not().hasText("payment.authorized");
        assertThat(page.locator("#graph dl a", new Page.LocatorOptions().setHasText("→")).first()).isVisible();
    }

    @Test
    @Order(20)
    void areAccessibleAtEveryWidthInLightAndInDark() {
        await().atMost(SOON).until(
                () -> operator.get("/orders/sample-1").body().path("status").asString().equals("SHIPPED"));
        walk.through(ConsolePage.all());
    }

    @Test
    @Order(21)
    void areAccessibleWhereThereIsNothing() {
        walk.through(List.of(new ConsolePage("problem", "/orders/nope")));
        // The browser tells of each page that is not there.
        browser.forgetFaults();
    }

    @Test
    @Order(30)
    void areAccessibleWhereAnOrderIsStuckAndOperatorsAreAtWork() {
        try (StuckOrder stuck = StuckOrder.make(platform, operator)) {
            open("/orders/stuck");
            assertThat(page.locator("#live .banner.bad")).containsText("A dead letter of " + stuck.group());
            page.locator("#live .banner.bad a").click();
            assertThat(page.locator("h1")).hasText("Dead letter of " + stuck.group());
            open("/sagas/stuck");
            assertThat(page.locator("#live .banner.bad")).containsText("A dead letter of " + stuck.group());
            open("/");
            page.locator("#live .banner.bad").first().waitFor();
            walk.through(ConsolePage.ofTrouble(stuck));
        }
    }
}
