package io.orderflow.benchmarks.projection;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.MessageCatalog;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentEvent.PaymentRequested;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.FulfilmentEvent.LineReserved;
import io.orderflow.api.saga.FulfilmentEvent.PaymentSecured;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;
import io.orderflow.api.saga.SagaId;
import io.orderflow.api.stock.Sku;
import io.orderflow.service.idempotency.RequestEvent.RequestHandled;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.serialization.SerializedObject;

/**
 * Makes the events of orders that are delivered, as the services store them. An order has ten events, of which nine
 * change its document.
 */
public final class DeliveredOrders {

    static final int STEPS = 10;

    private static final int CUSTOMERS = 10_000;
    private static final Sku PEN = new Sku("PEN");
    private static final List<OrderLine> LINES = List.of(new OrderLine(PEN, 3, Money.of("1.50", "USD")));
    private static final Money TOTAL = Money.of("4.50", "USD");

    private final StableNameSerializer serializer = new StableNameSerializer(
            MessageTypes.of(Stream.concat(MessageCatalog.published().stream(), Stream.of(RequestHandled.class))
                    .toList()));

    static OrderId order(int number) {
        return new OrderId("o" + number);
    }

    /** Returns the event of an order at a step, which counts from 0. */
    Event event(int number, int step) {
        OrderId order = order(number);
        CustomerId customer = new CustomerId("c" + number % CUSTOMERS);
        AccountId account = new AccountId("a" + number % CUSTOMERS);
        PaymentId payment = PaymentId.of(order);
        String saga = new SagaId(order).toString();
        return switch (step) {
            case 0 -> stored("Order", order.toString(), 0, new OrderPlaced(order, customer, account, LINES, TOTAL));
            case 1 -> stored("OrderSaga", saga, 0, new FulfilmentStarted(order, customer, account, LINES, TOTAL));
            case 2 -> stored("OrderSaga", saga, 1, new LineReserved(order, PEN, "Pen"));
            case 3 -> stored("OrderSaga", saga, 2, new StockSecured(order, account, TOTAL));
            case 4 -> stored("Payment", payment.toString(), 0, new PaymentRequested(payment, order, account, TOTAL));
            case 5 -> stored("Payment", payment.toString(), 1, new PaymentAuthorized(payment, order));
            case 6 -> stored("OrderSaga", saga, 3, new PaymentSecured(order));
            case 7 -> stored("Order", order.toString(), 1, new OrderConfirmed(order, customer, TOTAL));
            case 8 -> stored("OrderSaga", saga, 4, new ShipmentAwaited(order));
            case 9 -> stored("Order", order.toString(), 2, new OrderShipped(order, customer, TOTAL, null));
            default -> throw new IllegalArgumentException("An order has no step " + step);
        };
    }

    /** Returns the first steps of several orders. All take a step before any of them takes the next. */
    List<Event> events(int first, int count, int steps) {
        return IntStream.range(0, steps)
                .boxed()
                .flatMap(step -> IntStream.range(first, first + count).mapToObj(number -> event(number, step)))
                .toList();
    }

    /** Returns the event as a service would store it. */
    public Event stored(String type, String stream, long sequence, Object payload) {
        SerializedObject<byte[]> content = serializer.serialize(payload, byte[].class);
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return Event.newBuilder()
                .setMessageIdentifier(new UUID(random.nextLong(), random.nextLong()).toString())
                .setTimestamp(System.currentTimeMillis())
                .setAggregateType(type)
                .setAggregateIdentifier(stream)
                .setAggregateSequenceNumber(sequence)
                .setPayload(io.axoniq.axonserver.grpc.SerializedObject.newBuilder()
                        .setType(content.getType().getName())
                        .setRevision(Objects.requireNonNullElse(content.getType().getRevision(), ""))
                        .setData(ByteString.copyFrom(content.getData())))
                .build();
    }
}
