package io.orderflow.ledger;

import io.orderflow.api.account.AccountEvent;
import org.axonframework.eventhandling.EventMessage;

/** Takes an account's event out of its message. */
public final class AccountEvents {

    private AccountEvents() {}

    public static AccountEvent of(EventMessage<?> event) {
        return (AccountEvent) event.getPayload();
    }
}
