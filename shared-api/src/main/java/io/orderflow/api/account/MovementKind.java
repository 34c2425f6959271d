package io.orderflow.api.account;

/** A kind of movement of money into an account or out of it that has a transaction id. */
public enum MovementKind {
    DEPOSIT, REFUND, WITHDRAWAL
}
