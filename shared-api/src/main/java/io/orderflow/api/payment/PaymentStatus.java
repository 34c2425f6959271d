package io.orderflow.api.payment;

/** The status of a payment. */
public enum PaymentStatus {
    REQUESTED, AUTHORIZED, DECLINED, CAPTURING, CAPTURED, VOIDING, VOIDED, REFUNDING, REFUNDED
}
