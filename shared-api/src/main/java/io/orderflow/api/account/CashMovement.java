package io.orderflow.api.account;

/** A movement of cash into an account or out of it, which can be reversed. */
public enum CashMovement {
    DEPOSIT, WITHDRAWAL
}
