package io.orderflow.relay.contract;

/** Why something was refused, as others are told. */
enum PublicReason {
    OUT_OF_STOCK, PRICE_CHANGED, UNKNOWN_PRODUCT, INSUFFICIENT_FUNDS, ACCOUNT_CLOSED, CURRENCY_MISMATCH,
    UNKNOWN_ACCOUNT, TIMED_OUT
}
