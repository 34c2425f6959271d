package io.orderflow.api.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orderflow.api.Identifier;
import io.orderflow.api.Identifiers;
import io.orderflow.api.payment.PaymentId;

/** Names a hold on an account. It follows from the payment that requested the hold. */
public record HoldId(@JsonValue String value) implements Identifier {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public HoldId {
        Identifiers.require("holdId", value);
    }

    public static HoldId of(PaymentId payment) {
        return new HoldId(payment.value());
    }

    @Override
    public String toString() {
        return "hold:" + value;
    }
}
