package io.orderflow.api.account;

/** Whether an account is in use. */
public enum AccountStatus {
    OPEN, CLOSED
}
