package io.orderflow.api.account;

/** What moves money into an account or out of it under a transaction. */
public enum MovementKind {
    DEPOSIT, REFUND, WITHDRAWAL
}
