package io.orderflow.saga;

/** Where the payment of an order stands, as far as its process knows. */
enum PaymentState {
    NOT_ASKED, ASKED, SECURED, REFUSED, RETURNED, COLLECTED,
    /** An operator gave up waiting for its collection or its return. The answer may still come. */
    WRITTEN_OFF
}
