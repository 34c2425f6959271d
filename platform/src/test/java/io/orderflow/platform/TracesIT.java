package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.SOON;
import static io.orderflow.platform.PlatformClient.header;
import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.platform.SpanReceiver.ReceivedSpan;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One order is one trace, from its request to the end of its process, as a collector receives it. */
class TracesIT {

    private static final String CLIENT_SPAN = "00f067aa0ba902b7";
    private static final String OWNER = "Ada Lovelace";
    private static final SpanReceiver receiver = SpanReceiver.start();

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.own()
            .with("management.opentelemetry.tracing.export.otlp.endpoint", receiver.url())
            .with("management.opentelemetry.tracing.export.schedule-delay", "100ms")
            .with("management.tracing.sampling.probability", "1");

    private static final Api api = platform.api();
    private static final PlatformClient client = platform.client("c1");

    @BeforeAll
    static void stockUp() {
        client.list("PEN", "Pen", "3.00", 1_000);
        client.open("ada", OWNER, "USD", "500.00");
        client.open("bob", "Bob", "USD", "1.00");
    }

    @AfterAll
    static void stop() {
        receiver.stop();
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static Answer send(String method, String path, Object body, String trace) {
        return api.send(method, path, body, Map.of("Idempotency-Key", UUID.randomUUID().toString(), "traceparent",
                "00-" + trace + "-" + CLIENT_SPAN + "-01"));
    }

    private static Answer place(String order, String payer, int pens, String trace) {
        Answer answer = send("POST", "/orders", client.order(order, payer, List.of(line("PEN", pens, "3.00"))), trace);
        answer.expect(201);
        return answer;
    }

    private static List<ReceivedSpan> awaitWhole(String trace, String last) {
        return receiver.awaitWhole(trace, CLIENT_SPAN, last, SOON);
    }

    private static List<String> pathTo(String name, List<ReceivedSpan> spans) {
        return SpanReceiver.pathTo(name, spans).stream().map(ReceivedSpan::name).toList();
    }

    @Test
    void followsAConfirmedOrderThroughAllItsMessages() {
        // given
        String trace = newTrace();

        // when
        Answer placed = place("o1", "ada", 2, trace);

        // then
        List<ReceivedSpan> spans = awaitWhole(trace, "Projection.fold orders(OrderConfirmed)");
        assertThat(pathTo("Projection.fold orders(OrderConfirmed)", spans)).containsSubsequence("http post /orders",
                "CommandBus.handleCommand(PlaceOrder)", "EventProcessor.process(OrderPlaced)",
                "CommandBus.handleCommand(StartFulfilment)", "EventProcessor.process(FulfilmentStarted)",
                "CommandBus.handleCommand(ReserveStock)", "EventProcessor.process(StockReserved)",
                "CommandBus.handleCommand(RecordLineReserved)", "EventProcessor.process(StockSecured)",
                "CommandBus.handleCommand(AuthorizePayment)", "EventProcessor.process(PaymentRequested)",
                "CommandBus.handleCommand(PlaceHold)", "EventProcessor.process(PaymentAuthorized)",
                "CommandBus.handleCommand(RecordPaymentAuthorized)", "EventProcessor.process(PaymentSecured)",
                "CommandBus.handleCommand(ConfirmOrder)", "Projection.fold orders(OrderConfirmed)");
        assertThat(spans).filteredOn(span -> span.parent().equals(CLIENT_SPAN)).singleElement()
                .satisfies(root -> assertThat(header(placed, "traceresponse"))
                        .isEqualTo("00-" + trace + "-" + root.id() + "-01"));
        assertThat(spans).filteredOn(span -> span.name().contains("ReserveStock"))
                .allSatisfy(span -> assertThat(span.attribute("orderId")).isEqualTo("o1"));
        assertThat(spans).anySatisfy(span -> {
            assertThat(span.attribute("db.system.name")).isEqualTo("mongodb");
            assertThat(pathTo(span.name(), spans)).anyMatch(name -> name.startsWith("Projection.fold"));
        });
        assertThat(receiver.all().toString()).doesNotContain(OWNER);
    }

    @Test
    void followsARefusedOrder() {
        String trace = newTrace();

        place("o2", "ada", 2_000, trace);

        assertThat(pathTo("Projection.fold orders(OrderRejected)",
                awaitWhole(trace, "Projection.fold orders(OrderRejected)"))).containsSubsequence(
                        "CommandBus.handleCommand(ReserveStock)", "EventProcessor.process(StockReservationRefused)",
                        "CommandBus.handleCommand(RecordLineRefused)", "EventProcessor.process(CompensationStarted)",
                        "CommandBus.handleCommand(RejectOrder)", "Projection.fold orders(OrderRejected)");
    }

    @Test
    void followsACompensatedOrderToTheEndOfItsProcess() {
        String trace = newTrace();

        place("o3", "bob", 1, trace);

        assertThat(pathTo("EventProcessor.process(FulfilmentCompensated)",
                awaitWhole(trace, "EventProcessor.process(FulfilmentCompensated)"))).containsSubsequence(
                        "CommandBus.handleCommand(AuthorizePayment)", "CommandBus.handleCommand(PlaceHold)",
                        "CommandBus.handleCommand(RecordPaymentDeclined)",
                        "EventProcessor.process(CompensationStarted)",
                        "EventProcessor.process(FulfilmentCompensated)");
        assertThat(receiver.of(trace)).extracting(ReceivedSpan::name)
                .contains("CommandBus.handleCommand(ReleaseStock)", "EventProcessor.process(StockReleased)");
    }

    @Test
    void makesNoSpansOfOrdersWhenAReadModelIsRebuilt() {
        // given
        String trace = newTrace();
        place("o4", "ada", 1, trace);
        client.awaitRest("o4");
        long before = foldsOfOrders(awaitWhole(trace, "Projection.fold orders(ShipmentAwaited)"));

        // when
        String rebuild = header(api.post("/projections/orders/rebuilds", null), "Location");
        await().atMost(SOON).until(() -> api.get(rebuild).expect(200).path("state").asString().equals("PROMOTED"));

        // then
        String later = newTrace();
        send("GET", "/orders/o4", null, later).expect(200);
        await().atMost(SOON).until(() -> !receiver.of(later).isEmpty());
        assertThat(foldsOfOrders(receiver.of(trace))).isEqualTo(before);
    }

    private static long foldsOfOrders(List<ReceivedSpan> spans) {
        return spans.stream().filter(span -> span.name().startsWith("Projection.fold orders(")).count();
    }

    /** What is under way at the end of one process is handled by the next one, which knows the trace from the events. */
    @Test
    void goesOnAfterARestart() {
        // given
        Map<String, String> traces = Stream.of("r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8")
                .collect(Collectors.toMap(Function.identity(), order -> newTrace()));

        // when
        traces.forEach((order, trace) -> place(order, "ada", 1, trace));
        platform.with("management.opentelemetry.resource-attributes.run", "second").restart();

        // then
        traces.forEach((order, trace) -> awaitWhole(trace, "Projection.fold orders(OrderConfirmed)"));
        assertThat(traces.values()).anySatisfy(trace -> assertThat(receiver.of(trace))
                .extracting(span -> span.processAttribute("run")).contains("", "second"));
    }
}
