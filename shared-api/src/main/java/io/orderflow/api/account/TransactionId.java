package io.orderflow.api.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orderflow.api.Identifier;
import io.orderflow.api.Identifiers;
import io.orderflow.api.InvalidValue;
import io.orderflow.api.payment.PaymentId;
import java.util.Optional;

/**
 * Names one movement of money, so that it is booked once. It may have up to {@value #MAX_LENGTH} characters, more than
 * other identifiers, because it can consist of one of them and a word for the movement's purpose.
 *
 * <p>An id that begins with {@value #REFUND} belongs to a refund: it follows from the payment, and no other movement
 * can have it.
 */
public record TransactionId(@JsonValue String value) implements Identifier {

    public static final int MAX_LENGTH = 80;

    /** The beginning of the ids of refunds. No id of another movement begins with it. */
    public static final String REFUND = "refund-";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TransactionId {
        Identifiers.require("transactionId", value, MAX_LENGTH);
    }

    /** The id of the one transaction that refunds the payment in full. */
    public static TransactionId refundOf(PaymentId payment) {
        return new TransactionId(REFUND + payment.value());
    }

    /** Returns nothing where the transaction is not a payment's refund. */
    public Optional<PaymentId> refundedPayment() {
        return Optional.of(value)
                .filter(name -> name.startsWith(REFUND))
                .map(name -> name.substring(REFUND.length()))
                .filter(name -> Identifiers.isAllowed(name, Identifiers.MAX_LENGTH))
                .map(PaymentId::new);
    }

    /**
     * Returns the id unchanged. All movements that no payment requests call this check.
     *
     * @throws InvalidValue when the id is that of a refund, which could not be booked any more
     */
    TransactionId requireNoRefund() {
        InvalidValue.require(!value.startsWith(REFUND), "transactionId must not begin with '" + REFUND + "'");
        return this;
    }

    @Override
    public String toString() {
        return "transaction:" + value;
    }
}
