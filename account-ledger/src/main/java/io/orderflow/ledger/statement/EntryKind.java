package io.orderflow.ledger.statement;

/** What a movement on a statement is. */
public enum EntryKind {
    DEPOSIT, REFUND, WITHDRAWAL, HOLD_PLACED, HOLD_RELEASED, HOLD_CAPTURED
}
