package io.orderflow.query.customers;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRefunded;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.projection.api.Projection;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Adds up each customer's orders. */
public final class CustomersProjection implements Projection<CustomerView> {

    public static final String NAME = "customers";

    @Override
    public String name() {
        return NAME;
    }

    /** Revision 2: the totals of refunds, and the net totals. */
    @Override
    public int revision() {
        return 2;
    }

    @Override
    public Class<CustomerView> documentType() {
        return CustomerView.class;
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(OrderEvent.class);
    }

    /** A customer begins with the first order. */
    @Override
    public Set<Class<?>> beginnings() {
        return Set.of(OrderPlaced.class);
    }

    @Override
    public String keyOf(EventMessage<?> event) {
        return ((OrderEvent) event.getPayload()).customerId().value();
    }

    @Override
    public CustomerView fold(@Nullable CustomerView document, EventMessage<?> event) {
        CustomerView customer = document == null ? CustomerView.unknown(keyOf(event)) : document;
        return switch ((OrderEvent) event.getPayload()) {
            case OrderPlaced e -> customer.placed(e, event);
            case OrderConfirmed e -> customer.changed(e, OrderStatus.CONFIRMED);
            case OrderShipped e -> customer.changed(e, OrderStatus.SHIPPED);
            case OrderRejected e -> customer.changed(e, OrderStatus.REJECTED);
            case OrderCancelled e -> customer.changed(e, OrderStatus.CANCELLED);
            case OrderRefunded e -> customer.refunded(e);
        };
    }
}
