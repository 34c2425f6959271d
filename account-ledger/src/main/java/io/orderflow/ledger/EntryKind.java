package io.orderflow.ledger;

/** What an entry in an account's books is. */
public enum EntryKind {
    DEPOSIT, REFUND, WITHDRAWAL, HOLD_PLACED, HOLD_RELEASED, HOLD_CAPTURED, DEPOSIT_REVERSED, WITHDRAWAL_REVERSED
}
