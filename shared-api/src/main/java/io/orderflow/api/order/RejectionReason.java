package io.orderflow.api.order;

/** Why an order could not be carried out. */
public enum RejectionReason {
    OUT_OF_STOCK, PRICE_CHANGED, UNKNOWN_PRODUCT, INSUFFICIENT_FUNDS, ACCOUNT_CLOSED, CURRENCY_MISMATCH,
    UNKNOWN_ACCOUNT, TIMED_OUT
}
