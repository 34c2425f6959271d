package io.orderflow.api.order;

import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.stock.StockRefusal;

/** Why an order could not be carried out. */
public enum RejectionReason {
    OUT_OF_STOCK, PRICE_CHANGED, UNKNOWN_PRODUCT, INSUFFICIENT_FUNDS, ACCOUNT_CLOSED, CURRENCY_MISMATCH,
    UNKNOWN_ACCOUNT, TIMED_OUT;

    public static RejectionReason of(StockRefusal refusal) {
        return switch (refusal) {
            case OUT_OF_STOCK -> OUT_OF_STOCK;
            case PRICE_CHANGED -> PRICE_CHANGED;
            case UNKNOWN_PRODUCT -> UNKNOWN_PRODUCT;
        };
    }

    public static RejectionReason of(HoldRefusal refusal) {
        return switch (refusal) {
            case INSUFFICIENT_FUNDS -> INSUFFICIENT_FUNDS;
            case ACCOUNT_CLOSED -> ACCOUNT_CLOSED;
            case CURRENCY_MISMATCH -> CURRENCY_MISMATCH;
            case UNKNOWN_ACCOUNT -> UNKNOWN_ACCOUNT;
            // The saga gave the hold up before the ledger placed it, which it does only when the time for the payment
            // has run out.
            case ALREADY_RELEASED -> TIMED_OUT;
        };
    }
}
