package io.orderflow.audit;

import io.orderflow.api.Money;
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
import io.orderflow.api.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of an account's event in the books, as the auditor reads it by itself: the ledger's own reading is one of
 * the results to be checked.
 */
record JournalEntry(String kind, String debit, String credit, Money amount, String reference) {

    private static final String CASH = "cash";
    private static final String CUSTOMERS = "customers";
    private static final String HOLDS = "holds";
    private static final String SALES = "sales";

    /** The entry of an event; null where the event moves no money. */
    static @Nullable JournalEntry of(AccountEvent event) {
        JournalEntry entry = switch (event) {
            case MoneyDeposited e -> e.source() == DepositSource.REFUND
                    ? new JournalEntry("REFUND", SALES, CUSTOMERS, e.amount(), e.transactionId().value())
                    : new JournalEntry("DEPOSIT", CASH, CUSTOMERS, e.amount(), e.transactionId().value());
            case MoneyWithdrawn e ->
                new JournalEntry("WITHDRAWAL", CUSTOMERS, CASH, e.amount(), e.transactionId().value());
            case HoldPlaced e -> new JournalEntry("HOLD_PLACED", CUSTOMERS, HOLDS, e.amount(), e.holdId().value());
            case HoldReleased e ->
                new JournalEntry("HOLD_RELEASED", HOLDS, CUSTOMERS, e.amount(), e.holdId().value());
            case HoldCaptured e -> new JournalEntry("HOLD_CAPTURED", HOLDS, SALES, e.amount(), e.holdId().value());
            case EntryReversed e -> reversal(e, e.accountId().value() + ":" + e.entry());
            case AccountOpened e -> null;
            case HoldRefused e -> null;
            case HoldsOffloaded e -> null;
            case AccountClosed e -> null;
        };
        return entry == null || entry.amount().isZero() ? null : entry;
    }

    private static JournalEntry reversal(EntryReversed event, String entry) {
        return switch (event.undone()) {
            case DEPOSIT -> new JournalEntry("DEPOSIT_REVERSED", CUSTOMERS, CASH, event.amount(), entry);
            case WITHDRAWAL -> new JournalEntry("WITHDRAWAL_REVERSED", CASH, CUSTOMERS, event.amount(), entry);
        };
    }

    /** The hash before the first entry of an account. */
    static String chainOf(String stream) {
        return Sha256.hexOf(stream);
    }

    /** The hash of this entry and all before it. */
    String chainedTo(String before) {
        return Sha256.hexOf(String.join("\n", before, kind, debit, credit, amount.toString(), reference));
    }

    /** The sign of the entry's effect on the account's balance, which is the money that we owe its owner. */
    int signOfBalance() {
        int in = credit.equals(CUSTOMERS) && !debit.equals(HOLDS) ? 1 : 0;
        int out = debit.equals(CUSTOMERS) && !credit.equals(HOLDS) || credit.equals(SALES) ? 1 : 0;
        return in - out;
    }

    /** The sign of the entry's effect on the held part of the balance. */
    int signOfHeld() {
        return (credit.equals(HOLDS) ? 1 : 0) - (debit.equals(HOLDS) ? 1 : 0);
    }
}
