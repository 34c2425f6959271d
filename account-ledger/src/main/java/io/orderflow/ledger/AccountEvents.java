package io.orderflow.ledger;

import io.orderflow.api.account.AccountEvent;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;

/** Takes an account's event out of its message. */
public final class AccountEvents {

    private AccountEvents() {}

    public static AccountEvent of(EventMessage<?> event) {
        return (AccountEvent) event.getPayload();
    }

    /** The account's version after the event: its number in the account's stream, counted from zero. */
    public static long versionOf(EventMessage<?> event) {
        return ((DomainEventMessage<?>) event).getSequenceNumber();
    }
}
