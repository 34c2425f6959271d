package io.orderflow.api.order;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orderflow.api.Identifier;
import io.orderflow.api.Identifiers;

/** Names a customer, registered or not: whoever places an order has one. */
public record CustomerId(@JsonValue String value) implements Identifier {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CustomerId {
        Identifiers.require("customerId", value);
    }

    @Override
    public String toString() {
        return "customer:" + value;
    }
}
