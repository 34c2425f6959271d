package io.orderflow.api.order;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orderflow.api.Identifier;
import io.orderflow.api.Identifiers;

/** Names an order. The names of its saga, its payment and its hold follow from it. */
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
