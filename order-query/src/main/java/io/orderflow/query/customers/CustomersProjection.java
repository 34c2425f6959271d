package io.orderflow.query.customers;

import io.orderflow.api.customer.CustomerEvent;
import io.orderflow.api.customer.CustomerEvent.CustomerEmailChanged;
import io.orderflow.api.customer.CustomerEvent.CustomerRegistered;
import io.orderflow.api.customer.CustomerEvent.CustomerRenamed;
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

/** Adds up each customer's orders, and keeps who the customer is: both have the customer as their key. */
public final class CustomersProjection implements Projection<CustomerView> {

    public static final String NAME = "customers";

    @Override
    public String name() {
        return NAME;
    }

    /** Revision 2: the totals of refunds, and the net totals. Revision 3: name and e-mail address. */
    @Override
    public int revision() {
        return 3;
    }

    @Override
    public Class<CustomerView> documentType() {
        return CustomerView.class;
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(OrderEvent.class, CustomerEvent.class);
    }

    /** A customer begins with the registration or the first order, whichever comes first. */
    @Override
    public Set<Class<?>> beginnings() {
        return Set.of(OrderPlaced.class, CustomerRegistered.class);
    }

    @Override
    public String keyOf(EventMessage<?> event) {
        return switch (event.getPayload()) {
            case OrderEvent e -> e.customerId().value();
            case CustomerEvent e -> e.customerId().value();
            default -> throw new IllegalArgumentException("Not of a customer: " + event.getPayloadType());
        };
    }

    @Override
    public CustomerView fold(@Nullable CustomerView document, EventMessage<?> event) {
        CustomerView customer = document == null ? CustomerView.unknown(keyOf(event)) : document;
        return switch (event.getPayload()) {
            case OrderEvent e -> ordered(customer, e, event);
            case CustomerRegistered e -> customer.registered(e.name(), e.email());
            case CustomerRenamed e -> customer.registered(e.name(), customer.email());
            case CustomerEmailChanged e -> customer.registered(customer.name(), e.email());
            default -> customer;
        };
    }

    private static CustomerView ordered(CustomerView customer, OrderEvent change, EventMessage<?> event) {
        return switch (change) {
            case OrderPlaced e -> customer.placed(e, event);
            case OrderConfirmed e -> customer.changed(e, OrderStatus.CONFIRMED);
            case OrderShipped e -> customer.changed(e, OrderStatus.SHIPPED);
            case OrderRejected e -> customer.changed(e, OrderStatus.REJECTED);
            case OrderCancelled e -> customer.changed(e, OrderStatus.CANCELLED);
            case OrderRefunded e -> customer.refunded(e);
        };
    }
}
