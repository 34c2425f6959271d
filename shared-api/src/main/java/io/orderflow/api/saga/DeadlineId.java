package io.orderflow.api.saga;

import io.orderflow.api.Identifiers;
import io.orderflow.api.order.OrderId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the deadline of one request of a saga. Clients see its text: the order's id, a dot, and the sequence number of
 * the event that made the request. The name stays when an operator moves the deadline.
 *
 * @param ask the sequence number of the saga's event that made the request
 */
public record DeadlineId(OrderId orderId, long ask) {

    private static final Pattern FORM = Pattern.compile("(.+)\\.(0|[1-9][0-9]{0,17})");

    /** Reads the text of a name; empty where it is none. */
    public static Optional<DeadlineId> find(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches() && Identifiers.isAllowed(parts.group(1), Identifiers.MAX_LENGTH)
                ? Optional.of(new DeadlineId(new OrderId(parts.group(1)), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return orderId.value() + "." + ask;
    }
}
