package io.orderflow.api.account;

/** Where deposited money comes from, which decides the other side of its posting. */
public enum DepositSource {
    CASH, REFUND
}
