package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.header;
import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.platform.SpanReceiver.ReceivedSpan;
import io.orderflow.platform.demo.Api.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One order is one trace from the gateway on, through all processes, and through those that end in the middle of it. */
abstract class ProcessTraces {

    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final String NO_PARENT = "";
    private static final String LAST = "Projection.fold orders(OrderConfirmed)";
    private static final String ORDERS = "order-command";
    private static final String LEDGER = "account-ledger";

    @BeforeAll
    static void stockUp() {
        services().awaitBack();
        PlatformClient client = new PlatformClient(services().api(), "traced");
        client.list("CUP", "Cup", "5.00", 1_000);
        client.open("tom", "Tom", "USD", "1000.00");
    }

    private static RunningServices services() {
        return GatewayIT.services;
    }

    /** Places an order, and returns its trace, as the answer names it. */
    private static String place(String order) {
        AtomicReference<String> trace = new AtomicReference<>("");
        PlatformClient client = new PlatformClient(services().api(), "traced");
        await().atMost(SOON).until(() -> {
            Answer answer = services().api().post("/orders", client.order(order, "tom", List.of(
                    line("CUP", 1, "5.00"))), order);
            trace.set(header(answer, "traceresponse").split("-")[1]);
            return answer.status() == 201;
        });
        return trace.get();
    }

    private static List<ReceivedSpan> awaitWhole(String trace, String last) {
        return services().spans().awaitWhole(trace, NO_PARENT, last, SOON);
    }

    private static List<String> pathTo(String last, List<ReceivedSpan> spans) {
        return SpanReceiver.pathTo(last, spans).stream().map(span -> span.service() + ": " + span.name()).toList();
    }

    @Test
    void followAnOrderFromTheGatewayThroughEveryProcess() {
        String trace = place("traced");

        List<ReceivedSpan> spans = awaitWhole(trace, LAST);
        assertThat(pathTo(LAST, spans)).containsSubsequence("gateway: http post /orders/**",
                "order-command: http post /orders",
                "order-command: CommandBus.handleCommand(PlaceOrder)",
                "order-command: EventProcessor.process(OrderPlaced)",
                "order-command: CommandBus.handleCommand(StartFulfilment)",
                "inventory-command: CommandBus.handleCommand(ReserveStock)",
                "order-command: EventProcessor.process(StockReserved)",
                "payment-command: CommandBus.handleCommand(AuthorizePayment)",
                "payment-command: EventProcessor.process(PaymentRequested)",
                "account-ledger: CommandBus.handleCommand(PlaceHold)",
                "order-command: EventProcessor.process(PaymentAuthorized)",
                "order-command: CommandBus.handleCommand(ConfirmOrder)", "order-query: " + LAST);
        assertThat(spans).filteredOn(span -> span.parent().isEmpty()).singleElement()
                .satisfies(root -> assertThat(root.service()).isEqualTo("gateway"));
        assertThat(spans).filteredOn(span -> span.name().equals("CommandBus.handleCommand(ReserveStock)")).isNotEmpty()
                .allSatisfy(span -> assertThat(span.attribute("orderId")).isEqualTo("traced"));
    }

    /** The ledger is away before it is asked, and the orders' process ends while their process waits for it. */
    @Test
    void goOnInTheNextProcessesWhereTwoWereKilledInTheMiddle() {
        // given
        services().kill(LEDGER);
        String trace = place("interrupted");
        awaitWhole(trace, "EventProcessor.process(StockSecured)");
        AtomicReference<Integer> sent = new AtomicReference<>(0);
        await().atMost(SOON).during(QUIET).until(() -> {
            int now = ofOrders(trace).size();
            return now == sent.getAndSet(now);
        });
        services().kill(ORDERS);

        // when
        Instant again = Instant.now();
        List.of(LEDGER, ORDERS).forEach(services().processes()::restart);

        // then
        List<ReceivedSpan> path = SpanReceiver.pathTo(LAST, awaitWhole(trace, LAST));
        assertThat(path).filteredOn(span -> span.service().equals(LEDGER)).isNotEmpty()
                .allSatisfy(span -> assertThat(span.start()).isAfter(again));
        assertThat(path).filteredOn(span -> span.service().equals(ORDERS))
                .anySatisfy(span -> assertThat(span.start()).isBefore(again))
                .anySatisfy(span -> assertThat(span.start()).isAfter(again));
        assertThat(path).first().satisfies(root -> assertThat(root.service()).isEqualTo("gateway"));
        await().atMost(SOON).until(() -> services().api().get("/accounts/tom").status() == 200);
    }

    private static List<ReceivedSpan> ofOrders(String trace) {
        return services().spans().of(trace).stream().filter(span -> span.service().equals(ORDERS)).toList();
    }
}
