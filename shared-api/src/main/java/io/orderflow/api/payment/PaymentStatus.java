package io.orderflow.api.payment;

/** Where a payment stands. */
public enum PaymentStatus {
    REQUESTED, AUTHORIZED, DECLINED, CAPTURING, CAPTURED, VOIDING, VOIDED, REFUNDING, REFUNDED
}
