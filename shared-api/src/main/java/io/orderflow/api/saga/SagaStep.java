package io.orderflow.api.saga;

/** The step of a saga. The last two are its ends. */
public enum SagaStep {
    RESERVING_STOCK, AUTHORIZING_PAYMENT, CONFIRMING_ORDER, AWAITING_SHIPMENT, DELIVERING, COMPENSATING, COMPLETED,
    COMPENSATED
}
