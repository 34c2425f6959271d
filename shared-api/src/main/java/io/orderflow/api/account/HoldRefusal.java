package io.orderflow.api.account;

/** Why a hold was refused. */
public enum HoldRefusal {
    INSUFFICIENT_FUNDS, ACCOUNT_CLOSED, CURRENCY_MISMATCH, UNKNOWN_ACCOUNT,
    /** The release came before the request: the payment has already given the hold up. */
    ALREADY_RELEASED
}
