package io.orderflow.ledger.statement;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.AccountEvent.AccountClosed;
import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldRefused;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.AccountEvent.MoneyWithdrawn;
import io.orderflow.api.account.DepositSource;
import io.orderflow.ledger.AccountEvents;
import io.orderflow.ledger.Posting;
import io.orderflow.projection.Projection;
import io.orderflow.projection.Versions;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * A document a movement, written once and never changed. It names no balance after it: that would tie each document to
 * the one before, and a movement must be foldable by itself.
 */
public final class StatementsProjection implements Projection<StatementEntry> {

    public static final String NAME = "statements";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<StatementEntry> documentType() {
        return StatementEntry.class;
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(AccountEvent.class);
    }

    @Override
    public @Nullable String keyOf(EventMessage<?> event) {
        AccountEvent happened = AccountEvents.of(event);
        return Posting.of(happened).isEmpty()
                ? null
                : happened.accountId().value() + ":" + Versions.of(event);
    }

    @Override
    public @Nullable StatementEntry fold(@Nullable StatementEntry entry, EventMessage<?> event) {
        return switch (AccountEvents.of(event)) {
            case MoneyDeposited deposited ->
                entry(event, kindOf(deposited.source()), deposited.transactionId().value());
            case MoneyWithdrawn withdrawn -> entry(event, EntryKind.WITHDRAWAL, withdrawn.transactionId().value());
            case HoldPlaced placed -> entry(event, EntryKind.HOLD_PLACED, placed.holdId().value());
            case HoldReleased released -> entry(event, EntryKind.HOLD_RELEASED, released.holdId().value());
            case HoldCaptured captured -> entry(event, EntryKind.HOLD_CAPTURED, captured.holdId().value());
            case AccountOpened opened -> entry;
            case HoldRefused refused -> entry;
            case AccountClosed closed -> entry;
        };
    }

    @Override
    public List<IndexModel> indexes() {
        return List.of(new IndexModel(
                Indexes.compoundIndex(Indexes.ascending("accountId"), Indexes.descending("version"))));
    }

    private static EntryKind kindOf(DepositSource source) {
        return switch (source) {
            case CASH -> EntryKind.DEPOSIT;
            case REFUND -> EntryKind.REFUND;
        };
    }

    private static @Nullable StatementEntry entry(EventMessage<?> event, EntryKind kind, String reference) {
        AccountEvent happened = AccountEvents.of(event);
        return Posting.of(happened).map(posting -> new StatementEntry(happened.accountId(),
                Versions.of(event), kind, posting.amount(), reference, posting.debit().label(),
                posting.credit().label(), event.getTimestamp(), 0)).orElse(null);
    }
}
