package io.orderflow.saga;

/** Tells of a payment that may be open when the process of an order has ended, or has nothing more to ask of it. */
final class PaymentWait {

    private PaymentWait() {}

    /** The action that a refusal offers to an operator. */
    static String wayOut(String order) {
        return "where its payment still waits for the ledger, POST /payments/" + order + "/retry asks again";
    }
}
