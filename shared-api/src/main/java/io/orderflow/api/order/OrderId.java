package io.orderflow.api.order;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orderflow.api.Identifier;
import io.orderflow.api.Identifiers;

/** Names an order, and with it its saga, its payment and its hold. */
public record OrderId(@JsonValue String value) implements Identifier {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OrderId {
        Identifiers.require("orderId", value);
    }

    @Override
    public String toString() {
        return "order:" + value;
    }
}
