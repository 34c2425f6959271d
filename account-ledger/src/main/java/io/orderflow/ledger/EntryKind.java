package io.orderflow.ledger;

/** The kind of an entry in an account's books. */
public enum EntryKind {
    DEPOSIT, REFUND, WITHDRAWAL, HOLD_PLACED, HOLD_RELEASED, HOLD_CAPTURED, DEPOSIT_REVERSED, WITHDRAWAL_REVERSED
}
