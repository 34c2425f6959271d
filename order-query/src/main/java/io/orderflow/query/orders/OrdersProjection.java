package io.orderflow.query.orders;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRefunded;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaId;
import io.orderflow.projection.api.Events;
import io.orderflow.projection.api.Projection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Folds each order with its payment and its process into one document. */
public final class OrdersProjection implements Projection<OrderView> {

    public static final String NAME = "orders";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<OrderView> documentType() {
        return OrderView.class;
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(OrderEvent.class, SagaEvent.class, PaymentEvent.class);
    }

    /** An order begins with its own event: in the log it comes before all other events about the order. */
    @Override
    public Set<Class<?>> beginnings() {
        return Set.of(OrderPlaced.class);
    }

    @Override
    public String keyOf(EventMessage<?> event) {
        return switch (event.getPayload()) {
            case OrderEvent e -> e.orderId().value();
            case SagaEvent e -> e.orderId().value();
            case PaymentEvent e -> e.orderId().value();
            default -> throw new IllegalArgumentException("Not of an order: " + event.getPayloadType());
        };
    }

    @Override
    public OrderView fold(@Nullable OrderView document, EventMessage<?> event) {
        OrderView order = document == null
                ? OrderView.unplaced(keyOf(event), event.getTimestamp())
                : document.touched(event.getTimestamp());
        return switch (event.getPayload()) {
            case OrderEvent e -> changed(order, e, event).at(Events.versionOf(event));
            case SagaEvent e -> SagaFold.fold(order, e, event.getTimestamp());
            case PaymentEvent e -> PaymentFold.fold(order, e);
            default -> order;
        };
    }

    private static OrderView changed(OrderView order, OrderEvent change, EventMessage<?> event) {
        return switch (change) {
            case OrderPlaced e -> order.placed(e, event.getTimestamp());
            case OrderConfirmed e -> order.in(OrderStatus.CONFIRMED, null);
            case OrderShipped e -> order.in(OrderStatus.SHIPPED, null);
            case OrderRejected e -> order.in(OrderStatus.REJECTED, e.reason().name());
            case OrderCancelled e -> order.in(OrderStatus.CANCELLED, e.reason());
            case OrderRefunded e -> order;
        };
    }

    @Override
    public List<String> streamsOf(String key) {
        OrderId order = new OrderId(key);
        return List.of(order.toString(), new SagaId(order).toString(), PaymentId.of(order).toString());
    }

    @Override
    public List<IndexModel> indexes() {
        Bson newestFirst = Indexes.descending("placedAt", "_id");
        return Stream
                .of(newestFirst, Indexes.compoundIndex(Indexes.ascending("customerId"), newestFirst),
                        Indexes.compoundIndex(Indexes.ascending("status"), newestFirst),
                        Indexes.compoundIndex(Indexes.ascending("customerId", "status"), newestFirst))
                .map(IndexModel::new)
                .toList();
    }
}
