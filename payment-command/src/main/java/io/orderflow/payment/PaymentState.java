package io.orderflow.payment;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.payment.PaymentStatus;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of a payment, and the content of its snapshots.
 *
 * @param request        the content of the request, absent where the payment was voided before
 * @param onceAuthorized whether there ever was a hold for it
 * @param repeats        how often the ledger was asked again for the answer that the status waits for
 */
@MessageType(value = "payment.state", revision = "2")
record PaymentState(PaymentId paymentId, OrderId orderId, @Nullable Request request, PaymentStatus status,
        boolean onceAuthorized, int repeats) {

    /** The account that is to pay, the amount, and whose account it must be, as far as that was told. */
    record Request(AccountId accountId, Money amount, @Nullable CustomerId customerId) {}
}
