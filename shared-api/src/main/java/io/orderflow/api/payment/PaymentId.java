package io.orderflow.api.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orderflow.api.Identifier;
import io.orderflow.api.Identifiers;
import io.orderflow.api.order.OrderId;

/** Names a payment. An order has one payment, whose name follows from the order's. */
public record PaymentId(@JsonValue String value) implements Identifier {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PaymentId {
        Identifiers.require("paymentId", value);
    }

    public static PaymentId of(OrderId order) {
        return new PaymentId(order.value());
    }

    @Override
    public String toString() {
        return "payment:" + value;
    }
}
