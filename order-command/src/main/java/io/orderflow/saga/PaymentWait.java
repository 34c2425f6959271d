package io.orderflow.saga;

/** What may be open when the process of an order has ended, or has nothing more to ask of the payment. */
final class PaymentWait {

    private PaymentWait() {}

    /** What a refusal offers to an operator. */
    static String wayOut(String order) {
        return "where its payment still waits for the ledger, POST /payments/" + order + "/retry asks again";
    }
}
