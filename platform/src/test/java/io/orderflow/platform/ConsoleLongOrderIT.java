package io.orderflow.platform;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.InterventionEvent.StepRetried;
import io.orderflow.api.saga.SagaId;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.platform.console.TestBrowser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The pages of an order with 2,000 events: they stay short, and one gets from the first event to the last. */
class ConsoleLongOrderIT {

    private static final int RETRIES = 1_000;
    private static final int ROUNDS = 2;
    private static final int LINES = 40;
    private static final int MOST_ROWS = 60;
    private static final int MOST_CHARACTERS = 250_000;
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String SAGA = new SagaId(new OrderId("long")).toString();

    @RegisterExtension
    static final RunningPlatform PLATFORM = RunningPlatform.own();

    private static TestBrowser browser;
    private static Page page;

    @BeforeAll
    static void start() {
        browser = TestBrowser.start();
        page = browser.page();
        browser.show(1440, ColorScheme.LIGHT);
        PlatformClient client = PLATFORM.client("c1");
        client.open("ada", "Ada", "USD", "500.00");
        List<Map<String, Object>> lines = IntStream.range(0, LINES).mapToObj(number -> {
            client.list("SKU-" + number, "Product " + number, "1.00", 10);
            return line("SKU-" + number, 1, "1.00");
        }).toList();
        PLATFORM.api()
                .post("/orders", Map.of("orderId", "long", "customerId", "c1", "accountId", "ada", "lines", lines))
                .expect(201);
        client.awaitStep("long", "AWAITING_SHIPMENT");
        for (int round = 0; round < ROUNDS; round++) {
            retry();
        }
        long last = lastPosition();
        await().atMost(SOON).until(
                () -> !client.read("/orders/long/events?limit=1&cursor=" + (last - 1)).path("items").isEmpty());
    }

    /** Writes events past the commands, which allow no such number. */
    private static void retry() {
        EventStore events = PLATFORM.context().getBean(EventStore.class);
        long next = events.lastSequenceNumberFor(SAGA).orElseThrow() + 1;
        events.publish(LongStream.range(next, next + RETRIES)
                .mapToObj(number -> new GenericDomainEventMessage<>("OrderSaga", SAGA, number,
                        new StepRetried(new OrderId("long"), SagaStep.AWAITING_SHIPMENT, "again")))
                .toList());
    }

    private static long lastPosition() {
        return PLATFORM.context().getBean(EventStore.class).createHeadToken().position().orElseThrow();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void open(String path) {
        page.navigate(PLATFORM.uri("/console" + path).toString());
    }

    private static Locator link(String text) {
        return page.locator("main a", new Page.LocatorOptions().setHasText(text)).first();
    }

    @Test
    void showsTheHistoryInPagesFromTheFirstEventToTheLast() {
        open("/orders/long");
        requireShort("table.history tbody tr");
        link("Later events").click();
        assertThat(page).hasURL(Pattern.compile(".*events=\\d+.*"));
        requireShort("table.history tbody tr");
        assertThat(page.locator("table.history")).containsText("again");

        open("/orders/long?events=" + (lastPosition() - 5));
        assertThat(page.locator("table.history tbody tr:not(.pending)")).hasCount(5);
        assertThat(link("Later events")).hasCount(0);
        link("First events").click();
        assertThat(page.locator("table.history")).containsText("placed");
        browser.requireNoFaults();
    }

    @Test
    void leadsToTheNewestEventsAndBackFromThem() {
        open("/orders/long");
        link("Newest events").click();
        assertThat(page).hasURL(Pattern.compile(".*events=latest.*"));
        requireShort("table.history tbody tr");
        assertThat(page.locator("table.history tr.pending")).isVisible();
        assertThat(link("Later events")).hasCount(0);
        assertThat(page.locator("section[aria-labelledby=past]")).not().containsText("Now is later");

        link("Earlier events").click();
        assertThat(page).hasURL(Pattern.compile(".*events=before-\\d+.*"));
        requireShort("table.history tbody tr");
        assertThat(link("Later events")).isVisible();
        browser.requireNoFaults();
    }

    @Test
    void followsALinkThatIsPressedWhileThePageRenewsItself() {
        open("/orders");
        page.evaluate("document.addEventListener('htmx:beforeSwap', event => { if (event.target.id === 'live') "
                + "document.body.dataset.renewed = 'yes'; })");
        page.locator("#live a[href$='/orders/long']").first().hover();

        page.mouse().down();
        assertThat(page.locator("body")).hasAttribute("data-renewed", "yes");
        page.mouse().up();

        assertThat(page).hasURL(Pattern.compile(".*/orders/long$"));
        browser.requireNoFaults();
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "versions"})
    void hasTheSameEventsForwardsAndBackwards(String list) {
        PlatformClient client = PLATFORM.client("c1");

        List<String> forwards = pages(client, list, "", "next").stream().flatMap(List::stream).toList();
        List<String> backwards = pages(client, list, "&cursor=latest", "previous").reversed().stream()
                .flatMap(List::stream)
                .toList();

        assertThat(forwards).hasSizeGreaterThan(ROUNDS * RETRIES).doesNotHaveDuplicates();
        assertThat(backwards).isEqualTo(forwards);
    }

    private static List<List<String>> pages(PlatformClient client, String list, String first,
            String link) {
        List<List<String>> pages = new ArrayList<>();
        String cursor = first;
        do {
            JsonNode page = client.read("/orders/long/" + list + "?limit=90" + cursor);
            List<String> ids = new ArrayList<>();
            page.path("items").forEach(event -> ids.add(event.path("eventId").asString()));
            pages.add(ids);
            cursor = page.path(link).isString() ? "&cursor=" + page.path(link).asString() : "";
        } while (!cursor.isEmpty());
        return pages;
    }

    @Test
    void movesThroughThePastAlsoWhereItHasManyVersions() {
        open("/orders/long");
        assertThat(page.locator("section[aria-labelledby=past]")).containsText("Now is later than these");
        page.locator("#slider").focus();
        page.keyboard().press("Home");
        assertThat(page).hasURL(Pattern.compile(".*asOf=\\d+.*"));
        assertThat(page.locator(".banner.busy")).containsText("not as it is now");
        assertThat(page.locator("#live > .head .status")).containsText("placed");

        open("/orders/long");
        link("Later versions").click();
        assertThat(page).hasURL(Pattern.compile(".*events=.+"));
        requireShort("table.history tbody tr");
        browser.requireNoFaults();
    }

    @Test
    void drawsTheCausesInPagesOfTheWidthOfATelephone() {
        browser.show(375, ColorScheme.DARK);
        open("/orders/long/causes");
        requireShort("svg.causes path.edge");
        browser.requireAccessible();
        assertThat((Boolean) page.evaluate("() => document.querySelector('svg.causes').parentElement.scrollWidth"
                + " <= document.querySelector('svg.causes').parentElement.clientWidth")).isTrue();
        link("Later causes").click();
        assertThat(page).hasURL(Pattern.compile(".*cursor=\\d+.*"));
        browser.requireAccessible();

        open("/orders/long?events=" + (lastPosition() - 5));
        page.locator("a[aria-label='Causes of step retried']").first().click();
        assertThat(page.locator("#graph h2").first()).hasText("saga.step-retried");
        browser.show(1440, ColorScheme.LIGHT);
        browser.requireNoFaults();
    }

    private static void requireShort(String rows) {
        assertThat(page.locator(rows).first()).isVisible();
        assertThat(page.content().length()).isLessThan(MOST_CHARACTERS);
        assertThat(page.locator("table.history tbody tr").count()).isLessThanOrEqualTo(MOST_ROWS);
    }
}
