package io.orderflow.saga;

/** The state of an order's payment, as far as the order's process knows. */
enum PaymentState {
    NOT_ASKED, ASKED, SECURED, REFUSED, RETURNED, COLLECTED,
    /** An operator gave up waiting for its collection or its return. The answer may still come. */
    WRITTEN_OFF
}
