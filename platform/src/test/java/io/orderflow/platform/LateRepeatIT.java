package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.assertProblem;
import static io.orderflow.platform.PlatformClient.header;
import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Money;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockCommand.DispatchStock;
import io.orderflow.api.stock.StockCommand.ReserveStock;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockEvent.StockReceived;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import io.orderflow.service.message.Commands;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was asked of a product's stock long ago, and has been forgotten by the stock itself, is asked once more. */
class LateRepeatIT {

    private static final int MORE_THAN_REMEMBERED = 1_001;
    private static final Sku PEN = new Sku("PEN");

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.own();
    private static final Api api = platform.api();
    private static final PlatformClient client = platform.client("c1");

    @BeforeAll
    static void stockUp() {
        client.list("PEN", "Pen", "1.50", 100);
        client.open("ada", "Ada", "USD", "100.00");
    }

    @Test
    void booksNoReceiptAgainAndReservesNothingAgainForAnOrder() {
        // given
        receive("first", 5).expect(201);
        client.place("o1", "ada", line("PEN", 2, "1.50"));
        client.awaitStep("o1", "AWAITING_SHIPMENT");
        api.post("/orders/o1/shipment", Map.of()).expect(200);
        client.awaitStep("o1", "COMPLETED");
        happen(i -> new StockReceived(PEN, 1, new ReceiptId("more-" + i)));
        happen(i -> new StockReleased(PEN, new OrderId("more-" + i), 0));
        String version = Long.toString(lastVersion());

        // when
        Answer repeat = receive("first", 5);
        Commands commands = platform.context().getBean(Commands.class);
        commands.send(new ReserveStock(PEN, new OrderId("o1"), 2, Money.of("1.50", "USD")));
        commands.send(new DispatchStock(PEN, new OrderId("o1")));

        // then
        repeat.expect(201);
        assertThat(header(repeat, "ETag")).isEqualTo('"' + version + '"');
        assertProblem(receive("first", 6), 409, "ALREADY_EXISTS");
        client.assertStock("PEN", 100 + 5 - 2 + MORE_THAN_REMEMBERED, 0);
        assertThat(lastVersion()).hasToString(version);
    }

    private static Answer receive(String receipt, int quantity) {
        return api.post("/products/PEN/receipts", Map.of("quantity", quantity, "receiptId", receipt));
    }

    /** Written as they are, because so many commands would take longer, and the stock forgets just the same. */
    private static void happen(IntFunction<StockEvent> event) {
        long next = lastVersion() + 1;
        List<DomainEventMessage<?>> events = IntStream.range(0, MORE_THAN_REMEMBERED)
                .<DomainEventMessage<?>>mapToObj(i -> new GenericDomainEventMessage<>("StockItem", PEN.toString(),
                        next + i, event.apply(i)))
                .toList();
        events().publish(events);
    }

    private static long lastVersion() {
        return events().lastSequenceNumberFor(PEN.toString()).orElseThrow();
    }

    private static EventStore events() {
        return platform.context().getBean(EventStore.class);
    }
}
