package io.orderflow.payment.ledger;

import io.orderflow.api.Identifiers;
import io.orderflow.api.account.TransactionId;
import io.orderflow.api.payment.PaymentId;
import java.util.Optional;

/** How a refund's transaction follows from its payment, and back. A payment is refunded once, in full. */
final class RefundTransaction {

    private static final String PREFIX = "refund-";

    private RefundTransaction() {}

    static TransactionId of(PaymentId payment) {
        return new TransactionId(PREFIX + payment.value());
    }

    /** Returns nothing where the transaction is not a payment's refund. */
    static Optional<PaymentId> paymentOf(TransactionId transaction) {
        return Optional.of(transaction.value())
                .filter(value -> value.startsWith(PREFIX))
                .map(value -> value.substring(PREFIX.length()))
                .filter(value -> Identifiers.isAllowed(value, Identifiers.MAX_LENGTH))
                .map(PaymentId::new);
    }
}
