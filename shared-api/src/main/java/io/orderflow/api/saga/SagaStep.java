package io.orderflow.api.saga;

/** Where a saga stands. The last two are its ends. */
public enum SagaStep {
    RESERVING_STOCK, AUTHORIZING_PAYMENT, CONFIRMING_ORDER, AWAITING_SHIPMENT, DELIVERING, COMPENSATING, COMPLETED,
    COMPENSATED
}
