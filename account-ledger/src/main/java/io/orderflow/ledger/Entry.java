package io.orderflow.ledger;

import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.AccountEvent.AccountClosed;
import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.account.AccountEvent.EntryReversed;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldRefused;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountEvent.HoldsOffloaded;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.AccountEvent.MoneyWithdrawn;
import io.orderflow.api.account.DepositSource;
import java.util.Optional;

/**
 * A posting as it stands in the books of an account.
 *
 * @param reference the transaction or the hold of the posting, or the entry that it corrects
 */
public record Entry(EntryKind kind, Posting posting, String reference) {

    /** The entry of an event; empty where the event moves no money. */
    public static Optional<Entry> of(AccountEvent event) {
        return Posting.of(event).map(posting -> switch (event) {
            case MoneyDeposited deposited ->
                new Entry(kindOf(deposited.source()), posting, deposited.transactionId().value());
            case MoneyWithdrawn withdrawn ->
                new Entry(EntryKind.WITHDRAWAL, posting, withdrawn.transactionId().value());
            case HoldPlaced placed -> new Entry(EntryKind.HOLD_PLACED, posting, placed.holdId().value());
            case HoldReleased released -> new Entry(EntryKind.HOLD_RELEASED, posting, released.holdId().value());
            case HoldCaptured captured -> new Entry(EntryKind.HOLD_CAPTURED, posting, captured.holdId().value());
            case EntryReversed reversed -> reversal(reversed, posting);
            case AccountOpened opened -> throw noEntry(opened);
            case HoldRefused refused -> throw noEntry(refused);
            case HoldsOffloaded offloaded -> throw noEntry(offloaded);
            case AccountClosed closed -> throw noEntry(closed);
        });
    }

    private static Entry reversal(EntryReversed reversed, Posting posting) {
        EntryKind kind = switch (reversed.undone()) {
            case DEPOSIT -> EntryKind.DEPOSIT_REVERSED;
            case WITHDRAWAL -> EntryKind.WITHDRAWAL_REVERSED;
        };
        return new Entry(kind, posting, new EntryId(reversed.accountId(), reversed.entry()).toString());
    }

    private static EntryKind kindOf(DepositSource source) {
        return switch (source) {
            case CASH -> EntryKind.DEPOSIT;
            case REFUND -> EntryKind.REFUND;
        };
    }

    private static AssertionError noEntry(AccountEvent event) {
        return new AssertionError("There is no posting for " + event);
    }
}
