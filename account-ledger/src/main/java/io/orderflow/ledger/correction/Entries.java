package io.orderflow.ledger.correction;

import io.orderflow.api.account.AccountCommand.ReverseEntry;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.CashMovement;
import io.orderflow.ledger.Entry;
import io.orderflow.ledger.EntryId;
import io.orderflow.service.web.NotFound;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** Finds entries in the event store, where they were first written. Thread-safe. */
final class Entries {

    private final EventStore events;

    Entries(EventStore events) {
        this.events = events;
    }

    /**
     * The command that reverses an entry.
     *
     * @throws NotFound           where there is no such entry
     * @throws EntryNotReversible where it is of a kind that cannot be reversed
     */
    ReverseEntry reversalOf(EntryId id, String reason) {
        DomainEventStream from = events.readEvents(id.accountId().toString(), id.version());
        if (!from.hasNext() || !(from.next().getPayload() instanceof AccountEvent happened)) {
            throw new NotFound("No entry " + id);
        }
        Entry entry = Entry.of(happened).orElseThrow(() -> new NotFound("No entry " + id));
        return new ReverseEntry(id.accountId(), id.version(), undone(entry), entry.posting().amount(), reason);
    }

    private static CashMovement undone(Entry entry) {
        return switch (entry.kind()) {
            case DEPOSIT -> CashMovement.DEPOSIT;
            case WITHDRAWAL -> CashMovement.WITHDRAWAL;
            case REFUND, HOLD_PLACED, HOLD_RELEASED, HOLD_CAPTURED, DEPOSIT_REVERSED, WITHDRAWAL_REVERSED ->
                throw new EntryNotReversible(entry.kind());
        };
    }
}
