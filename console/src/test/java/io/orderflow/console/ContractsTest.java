package io.orderflow.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.contract.ProviderStub;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The console before services that answer as it expects of them, in the files of {@code src/main/contracts}; the builds
 * of the services hold them to the same files. A page that read more than the files have would show that in a banner.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractsTest {

    /** What a page says of an answer that is not there, or cannot be read. */
    private static final Pattern PROBLEM = Pattern.compile("class=\"banner (bad|warn|idle)\".*?</div>", Pattern.DOTALL);

    private static ProviderStub services;
    private static RunningConsole console;

    @BeforeAll
    static void start() {
        services = ProviderStub.start("console", List.of("order-query", "account-ledger", "order-command",
                "payment-command", "inventory-command"));
        console = new RunningConsole(URI.create("http://127.0.0.1:" + services.port()));
    }

    @AfterAll
    static void stop() {
        console.close();
        services.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /orders                                    | ben-6
            /orders?customerId=ben&status=CONFIRMED    | ben-3
            /orders/o-1                                | captured
            /orders/o-1?asOf=2                         | placed
            /orders/o-1/causes                         | event
            /place                                     | Cup
            /sagas                                     | ben-0
            /sagas/o-1                                 | fulfilment-started
            /saga-batches                              | No batch has been started yet.
            /saga-batches/new?action=cancel&status=ALL&stuckFor=PT1M | 2 processes
            /dead-letter-batches                       | No batch has been started yet.
            /deadlines                                 | ben-0
            /projections                               | orders
            /projections/orders                        | orders_v1
            /dead-letters                              | stock.reservation-refused
            /ledger                                    | difference
            /ledger?customerId=ben                     | a-2
            /ledger/accounts/a-2                       | deposit
            /events                                    | order.shipped
            /events/13                                 | e-13
            /                                          | disk
            /server                                    | order-saga-manager
            /dead-letters/stock/MUG                  | BeginningUnseen
            /given-up/stock                            | a reason
            /dead-letters/retry?group=stock            | stock
            /dead-letter-batches/b-1                   | MUG
            /saga-batches/b-2                          | o-1
            /rebuilds/r-1                              | sales_v2
            /state                                     | connected
            """)
    void showsAPageOfWhatItExpects(String path, String word) {
        HttpResponse<String> page = console.get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body().toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT))).as(word).isTrue();
        assertThat(PROBLEM.matcher(page.body()).results().map(MatchResult::group)).isEmpty();
        assertThat(unexpected()).isEmpty();
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(console.get("/orders/nobody").statusCode()).isEqualTo(404);
        assertThat(console.page("/orders/nobody")).contains("No order nobody");
        assertThat(console.page("/ledger/accounts/nobody")).contains("No account nobody");
    }

    @Test
    void placesAnOrderAndGoesToIt() {
        HttpResponse<String> placed = console.submit("/place", "/place", Map.of("account", "a-2", "key", "k-1",
                "quantity.CUP", "1", "price.CUP", "3.00 USD"));

        assertThat(placed.headers().firstValue("Location")).hasValueSatisfying(
                next -> assertThat(next).endsWith("/console/orders/o-1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /orders/o-1           | /orders/nobody/cancellation      | reason=a reason
            /orders/o-1           | /orders/nobody/shipment          | carrier=Pigeon&trackingNumber=7
            /sagas/o-1            | /sagas/nobody/retry              | reason=a reason
            /sagas/o-1            | /sagas/nobody/skip               | reason=a reason
            /sagas/o-1            | /sagas/nobody/cancel             | reason=a reason
            /orders/o-1           | /orders/o-1/refund               | paymentId=nobody&reason=a reason
            /ledger/accounts/a-2  | /ledger/accounts/nobody/deposits | amount=1.50&currency=USD&key=k-2&reason=a reason
            /ledger/accounts/a-2  | /ledger/accounts/nobody/withdrawals | amount=1.50&currency=USD&key=k-3&reason=a reason
            /deadlines            | /deadlines/nobody.1/move         | due=2030-01-01T12:00&reason=a reason
            /deadlines            | /deadlines/nobody.1/cancellation | reason=a reason
            /saga-batches/b-2     | /saga-batches/nobody/cancel      | x=
            /dead-letters/stock/MUG | /dead-letters/stock/MUG/retry | reason=a reason
            /dead-letters/stock/MUG | /dead-letters/nobody/nothing/retry | reason=a reason
            /dead-letters/stock/MUG | /dead-letters/nobody/nothing/give-up | reason=a reason
            /dead-letter-batches/b-1 | /dead-letter-batches/nobody/cancel | x=
            /projections/orders   | /projections/sales/rebuilds      | promote=manual&reason=a reason
            /projections/orders   | /projections/nobody/rollback     | reason=a reason
            /rebuilds/r-1         | /rebuilds/r-1/promotion          | reason=a reason
            /rebuilds/r-1         | /rebuilds/r-1/cancel             | reason=a reason
            /rebuilds/r-1         | /rebuilds/nobody/promotion       | reason=a reason
            /server               | /server/processors/nobody/nothing/steer | action=pause&tokenStore=store&reason=a reason
            /server               | /server/processors/nobody/nothing/steer | action=start&tokenStore=store&reason=a reason
            /server               | /server/processors/nobody/nothing/steer | action=split&tokenStore=store&reason=a reason
            /server               | /server/processors/nobody/nothing/steer | action=merge&tokenStore=store&reason=a reason
            /server               | /server/backups                  | reason=a reason
            /place                | /place/samples                   | x=
            """)
    void sendsAChangeAsItIsExpectedTo(String page, String action, String fields) {
        assertThat(console.submit(page, action, fieldsOf(fields)).statusCode()).isEqualTo(302);

        assertThat(unexpected()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/orders/o-1/live, event:change", "/rebuilds/r-1/live, event:progress", "/events/live, :connected"})
    void tellsAPageOfWhatHappens(String path, String line) {
        assertThat(console.get(path).body()).contains(line);
        assertThat(unexpected()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /projections/orders | /projections/sales/rebuilds | /rebuilds/r-1             | promote=manual&reason=a reason
            /dead-letters/retry?group=stock | /dead-letter-batches | /dead-letter-batches/b-1 | group=stock&expected=9&reason=a reason
            /saga-batches/new?action=cancel&status=ALL&stuckFor=PT1M | /saga-batches | /saga-batches/b-2 | action=retry&status=AWAITING_SHIPMENT&expected=10000&reason=a reason
            """)
    void goesToWhatItHasBegun(String page, String action, String next, String fields) {
        assertThat(console.submit(page, action, fieldsOf(fields)).headers().firstValue("Location")).hasValueSatisfying(
                location -> assertThat(location).endsWith("/console" + next));
    }

    @Test
    void findsASequenceOfAnyName() {
        assertThat(console.get("/dead-letters/nobody/given-up").statusCode()).isEqualTo(200);
        assertThat(unexpected()).isEmpty();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void asksForAllThatIsWrittenDown() {
        assertThat(services.unused()).isEmpty();
    }

    /** What a page asks ahead of a thing that is not there has no example, and is answered with 404 as well. */
    private static List<String> unexpected() {
        return services.unexpected()
                .stream()
                .filter(request -> !request.startsWith("GET ") || !request.contains("nobody"))
                .toList();
    }

    private static Map<String, String> fieldsOf(String form) {
        return Arrays.stream(form.split("&")).map(field -> field.split("="))
                .collect(Collectors.toMap(field -> field[0], field -> field.length > 1 ? field[1] : ""));
    }
}
