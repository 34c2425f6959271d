package io.orderflow.query.orders;

import io.orderflow.projection.api.AsOf;
import io.orderflow.query.profiles.CustomerProfile;
import io.orderflow.query.profiles.Profiles;
import io.orderflow.service.message.Page;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Completes answers about orders by the names of the customers. Thread-safe. */
final class CustomersOfOrders {

    private final Profiles profiles;

    CustomersOfOrders(Profiles profiles) {
        this.profiles = profiles;
    }

    OrderView named(OrderView order) {
        return order.of(profiles.find(Objects.requireNonNull(order.customerId()), null).orElse(null));
    }

    /**
     * The order as it was, with the name of that moment. A version of the order stands for the position of its event; of
     * a time, the position of the answer is the later one of both, so that the same answer comes again for it.
     *
     * @param order the order as of the moment, with its position
     */
    OrderView named(OrderView order, String asOf) {
        long position = Objects.requireNonNull(order.position());
        String moment = AsOf.parse(asOf) instanceof AsOf.Version ? Long.toString(position) : asOf;
        CustomerProfile customer = profiles.find(Objects.requireNonNull(order.customerId()), moment).orElse(null);
        OrderView named = order.of(customer);
        return customer == null ? named : named.asOf(Math.max(position, Objects.requireNonNull(customer.position())));
    }

    /** Reads the names of a whole page at once. */
    Page<OrderView> named(Page<OrderView> page) {
        Map<String, CustomerProfile> customers = profiles.find(page.items().stream()
                .map(order -> Objects.requireNonNull(order.customerId()))
                .toList());
        return page.map(order -> order.of(customers.get(order.customerId())));
    }
}
