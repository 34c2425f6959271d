package io.orderflow.payment;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.payment.PaymentStatus;
import org.jspecify.annotations.Nullable;

/**
 * All that a payment remembers, which is what its snapshots are made of.
 *
 * @param request        what was asked for, absent where the payment was voided before
 * @param onceAuthorized whether there ever was a hold for it
 * @param repeats        how often the ledger was asked again for what the status waits for
 */
@MessageType(value = "payment.state", revision = "1")
record PaymentState(PaymentId paymentId, OrderId orderId, @Nullable Request request, PaymentStatus status,
        boolean onceAuthorized, int repeats) {

    /** Whose money is wanted, and how much. */
    record Request(AccountId accountId, Money amount) {}
}
