package io.orderflow.platform;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.orderflow.api.stock.StockCommand.ReserveStock;
import io.orderflow.axonserver.faults.Proxy;
import io.orderflow.console.ConsoleApplication;
import io.orderflow.platform.console.TestBrowser;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.Registration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** What operators do on the console's pages, in a browser, on a platform whose messages a test cuts off. */
class ConsoleOperationsIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    /** Pages that no stream tells of changes renew themselves every five seconds. */
    private static final double TIMEOUT_MILLIS = 20_000;

    @RegisterExtension
    static final RunningPlatform PLATFORM = RunningPlatform.own()
            .with("orderflow.checkpoints.retry-interval", "1s")
            .with("orderflow.checkpoints.claim-interval", "1s")
            .with("orderflow.commands.local-first", "false");

    private static PlatformClient client;
    private static TestBrowser browser;
    private static Page page;

    @BeforeAll
    static void start() {
        browser = TestBrowser.start();
        setDefaultAssertionTimeout(TIMEOUT_MILLIS);
        page = browser.page();
        browser.show(1440, ColorScheme.LIGHT);
        client = PLATFORM.client("c1");
        client.list("PEN", "Pen", "1.50", 1000);
        client.list("MUG", "Mug", "9.00", 100);
        client.open("ada", "Ada", "USD", "500.00");
        client.place("fine", "ada", line("PEN", 1, "1.50"));
        client.awaitRest("fine");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void findsNothingWrong() {
        browser.requireNoFaults();
    }

    private static void open(String path) {
        page.navigate(PLATFORM.uri("/console" + path).toString());
    }

    private static Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Registration cutOffTheStockOfMugs() {
        return PLATFORM.context().getBean("axonServerCommandBus", CommandBus.class)
                .registerDispatchInterceptor(messages -> (index, message) -> {
                    if (message.getPayload() instanceof ReserveStock line && line.sku().value().equals("MUG")) {
                        throw new IllegalStateException("The line is cut");
                    }
                    return message;
                });
    }

    @Test
    void rebuildAProjectionAndWatchTheBarMoveToTheEndThenCompareAndPromote() {
        open("/projections/orders");
        assertThat(page.locator("#live")).containsText("the process that answers");
        page.locator("#rebuild-reason").fill("a new fold");
        button("Start a rebuild").click();
        assertThat(page).hasURL(Pattern.compile(".*/console/rebuilds/.+"));
        page.evaluate("() => { window.sameDocument = true; }");

        assertThat(page.locator("#progress")).containsText("Waiting for a person to promote it");
        assertThat(page.locator("progress")).hasAttribute("value", "100");
        assertThat(page.locator("#live")).containsText("Every document is the same.");
        assertThat((Boolean) page.evaluate("() => window.sameDocument === true")).isTrue();

        page.locator("#promote-reason").fill("nothing differs");
        button("Promote: the new documents serve").click();
        assertThat(page.locator(".banner.good").first()).containsText("The documents of the rebuild serve.");
        assertThat(page.locator("#progress")).containsText("promoted");
        assertThat(page.locator("#live")).containsText("a new fold");
        assertThat(page.locator("#live")).containsText("nothing differs");
        String rebuild = page.url();

        open("/projections/orders");
        page.locator("summary", new Page.LocatorOptions().setHasText("Roll back")).click();
        page.locator("#roll-back-reason").fill("the old ones were right");
        button("Roll back now").click();
        assertThat(page.locator(".banner.good").first()).containsText("serve again");
        page.navigate(rebuild);
        assertThat(page.locator("#live")).containsText("rolled back it: the old ones were right");
    }

    @Test
    void cancelARebuildThatWaitsForAPerson() {
        open("/projections/customers");
        page.locator("#rebuild-reason").fill("to try it");
        button("Start a rebuild").click();
        assertThat(page.locator("#progress")).containsText("Waiting for a person to promote it");

        page.locator("#cancel-reason").fill("it was only to try it");
        button("Cancel and drop the new documents").click();

        assertThat(page.locator("#progress")).containsText("its documents were dropped");
        assertThat(page.locator("#live")).containsText("it was only to try it");
        assertThat(button("Promote: the new documents serve")).hasCount(0);
    }

    @Test
    void moveADeadlineAndRetryTheLettersOfAnOrderThatIsStuck() {
        Registration fault = cutOffTheStockOfMugs();
        client.place("stuck", "ada", line("MUG", 1, "9.00"));
        await().atMost(SOON).until(() -> client.read("/dead-letters").toString().contains("\"stuck\""));

        open("/deadlines?orderId=stuck");
        page.locator("summary", new Page.LocatorOptions().setHasText("Move or cancel")).click();
        String later = LocalDateTime.now(ZoneOffset.UTC).plusDays(30).truncatedTo(ChronoUnit.SECONDS).withSecond(7)
                .toString();
        page.locator("#live input[name=due]").fill(later);
        page.locator("#live form[action$='/move'] input[name=reason]").fill("the mugs are late");
        button("Move").click();
        assertThat(page.locator(".banner.good")).containsText("The deadline is moved.");
        open("/deadlines?orderId=stuck");
        assertThat(page.locator("#live table")).containsText(later.replace('T', ' '));
        assertThat(page.locator("#live table")).containsText("the mugs are late");

        open("/sagas?status=ALL&stuckFor=PT0.1S");
        assertThat(page.locator("#live table")).containsText("stock of MUG");
        page.locator("#live table a", new Page.LocatorOptions().setHasText("stuck").setHasNotText("dead")).first()
                .click();
        assertThat(page.locator("main")).containsText("The goods would not be reserved.");

        open("/dead-letters");
        page.locator("#live table a", new Page.LocatorOptions().setHasText("stuck")).first().click();
        assertThat(page.locator("main")).containsText("ReserveStock");
        assertThat(page.locator("main")).containsText("automatic");
        page.locator("#retry-reason").fill("perhaps it works now");
        button("Retry now").click();
        assertThat(page.locator(".banner.good").first()).containsText("The sequence is tried again.");
        assertThat(page.locator("#live")).containsText("asked for another attempt: perhaps it works now");
        assertThat(page.locator("#live")).containsText("an operator");
        fault.cancel();
        assertThat(page.locator("#live")).containsText("No letter of this sequence waits now");
        assertThat(client.awaitRest("stuck").path("status").asString()).isEqualTo("CONFIRMED");
    }

    @Test
    void retryAllLettersThatMatchAndSeeWhatBecameOfEach() {
        Registration fault = cutOffTheStockOfMugs();
        client.place("cut-1", "ada", line("MUG", 1, "9.00"));
        client.place("cut-2", "ada", line("MUG", 1, "9.00"));
        await().atMost(SOON).until(() -> client.read("/dead-letters?cause=ReserveStock").toString().contains("cut-2"));

        open("/dead-letters?cause=ReserveStock");
        page.locator("a", new Page.LocatorOptions().setHasText("Retry …")).click();
        assertThat(page.locator("main")).containsText("Nothing has happened yet.");
        fault.cancel();
        page.locator("#reason").fill("the line is mended");
        page.locator("button", new Page.LocatorOptions().setHasText("Retry")).last().click();

        assertThat(page).hasURL(Pattern.compile(".*/console/dead-letter-batches/.+"));
        assertThat(page.locator("#live")).containsText("the line is mended");
        assertThat(page.locator("#live table")).containsText("cut-2");
        assertThat(page.locator("#live table")).containsText("resolved");
        assertThat(page.locator("#live")).containsText("completed");
        browser.requireAccessible();
        await().atMost(SOON).until(() -> client.awaitRest("cut-2").path("status").asString().equals("CONFIRMED"));
    }

    @Test
    void cancelAllThatAreStuckAtOnceAfterAPreviewByCount() {
        Registration fault = cutOffTheStockOfMugs();
        client.place("late-1", "ada", line("MUG", 1, "9.00"));
        client.place("late-2", "ada", line("MUG", 1, "9.00"));
        String filter = "status=RESERVING_STOCK&waitingFor=stock:MUG";
        await().atMost(SOON).until(() -> client.read("/saga-count?" + filter).path("count").asInt() == 2);

        open("/sagas?" + filter);
        page.locator("a", new Page.LocatorOptions().setHasText("Cancel …")).last().click();
        assertThat(page.locator("main")).containsText("2 processes");
        page.locator("#reason").fill("the mugs are gone");
        button("Cancel the orders for 2 processes").click();

        assertThat(page).hasURL(Pattern.compile(".*/console/saga-batches/.+"));
        assertThat(page.locator("#live")).containsText("2 of 2 processes");
        assertThat(page.locator("#live")).containsText("the mugs are gone");
        assertThat(page.locator("#live table")).containsText("late-2");
        fault.cancel();
        await().atMost(SOON).until(() -> client.read("/orders/late-1").path("status").asString().equals("CANCELLED")
                && client.read("/orders/late-2").path("status").asString().equals("CANCELLED"));
    }

    @Test
    void depositMoneyAndFindTheEventThatChangedTheBalance() {
        open("/ledger/accounts/ada");
        page.locator("#amount-deposits").fill("12.34");
        page.locator("#transaction-deposits").fill("till-4711");
        page.locator("#reason-deposits").fill("from the till");
        button("Deposit").click();
        assertThat(page.locator(".banner.good").first()).containsText("The deposit is booked.");
        Locator entry = page.locator("#live tr", new Page.LocatorOptions().setHasText("till-4711"));
        assertThat(entry).containsText("12.34 USD");
        entry.locator("a[href*='/events/']").click();
        assertThat(page).hasURL(Pattern.compile(".*/console/events/\\d+"));
        assertThat(page.locator("main")).containsText("from the till");
    }

    @Test
    void withdrawMoneyAndReadWhyTooMuchIsRefused() {
        client.open("eve", "Eve", "USD", "50.00");
        open("/ledger/accounts/eve");
        page.locator("#amount-withdrawals").fill("20.00");
        page.locator("#transaction-withdrawals").fill("till-4712");
        page.locator("#reason-withdrawals").fill("paid out");
        button("Withdraw").click();
        assertThat(page.locator(".banner.good").first()).containsText("The withdrawal is booked.");
        assertThat(page.locator("#live tr", new Page.LocatorOptions().setHasText("till-4712")))
                .containsText("withdrawal");
        assertThat(page.locator("#live .figures")).containsText("30.00 USD");

        page.locator("#amount-withdrawals").fill("31.00");
        page.locator("#reason-withdrawals").fill("too much");
        button("Withdraw").click();
        assertThat(page.locator(".banner.bad").first()).isVisible();
        assertThat(page.locator("#live .figures")).containsText("30.00 USD");
    }

    /** A console as a process of its own, of which the platform is away for a while. */
    @Test
    void keepTheLastGoodDataWhileTheServerIsStoppedAndGoOnWhenItIsBack() throws Exception {
        try (Proxy connection = new Proxy(PLATFORM.port());
                ConfigurableApplicationContext console = ConsoleApplication.application()
                        .run("--server.port=0", "--orderflow.console.timeout=1s",
                                "--orderflow.console.api=http://127.0.0.1:" + connection.port())) {
            int port = ((WebServerApplicationContext) console).getWebServer().getPort();
            page.navigate(URI.create("http://127.0.0.1:" + port + "/console/ledger").toString());
            assertThat(page.locator("#live")).containsText("Ada");
            page.evaluate("() => { window.sameDocument = true; }");

            connection.stall(true);
            assertThat(page.locator("#live .banner.warn").first()).containsText("The platform does not answer.");
            assertThat(page.locator("#live")).containsText("Ada");
            assertThat(page.locator("#state")).containsText("no answer since");

            connection.stall(false);
            assertThat(page.locator("#state")).containsText("connected");
            assertThat(page.locator("#live .banner.warn")).hasCount(0);
            assertThat((Boolean) page.evaluate("() => window.sameDocument === true")).isTrue();
        }
        browser.forgetFaults();
    }
}
