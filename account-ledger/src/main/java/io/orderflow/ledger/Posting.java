package io.orderflow.ledger;

import static io.orderflow.ledger.LedgerAccount.CASH;
import static io.orderflow.ledger.LedgerAccount.CUSTOMERS;
import static io.orderflow.ledger.LedgerAccount.HOLDS;
import static io.orderflow.ledger.LedgerAccount.SALES;

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
import java.util.Optional;

/**
 * One entry in the journal. It is balanced by its shape: the amount that one ledger account is debited with is the
 * amount that the other is credited with.
 */
public record Posting(LedgerAccount debit, LedgerAccount credit, Money amount) {

    /** The posting of an event; empty where the event moves no money, such as the release of a hold that never was. */
    public static Optional<Posting> of(AccountEvent event) {
        Posting posting = switch (event) {
            case MoneyDeposited deposited -> new Posting(originOf(deposited.source()), CUSTOMERS, deposited.amount());
            case MoneyWithdrawn withdrawn -> new Posting(CUSTOMERS, CASH, withdrawn.amount());
            case HoldPlaced placed -> new Posting(CUSTOMERS, HOLDS, placed.amount());
            case HoldReleased released -> new Posting(HOLDS, CUSTOMERS, released.amount());
            case HoldCaptured captured -> new Posting(HOLDS, SALES, captured.amount());
            case EntryReversed reversed -> switch (reversed.undone()) {
                case DEPOSIT -> new Posting(CUSTOMERS, CASH, reversed.amount());
                case WITHDRAWAL -> new Posting(CASH, CUSTOMERS, reversed.amount());
            };
            case AccountOpened opened -> null;
            case AccountClosed closed -> null;
            case HoldRefused refused -> null;
            case HoldsOffloaded offloaded -> null;
        };
        return Optional.ofNullable(posting).filter(moved -> !moved.amount().isZero());
    }

    private static LedgerAccount originOf(DepositSource source) {
        return switch (source) {
            case CASH -> CASH;
            case REFUND -> SALES;
        };
    }
}
