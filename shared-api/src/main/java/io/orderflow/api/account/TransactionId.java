package io.orderflow.api.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orderflow.api.Identifier;
import io.orderflow.api.Identifiers;
import io.orderflow.api.InvalidValue;
import io.orderflow.api.payment.PaymentId;
import java.util.Optional;

/**
 * Names one movement of money, so that it happens once. It may be longer than other identifiers, up to
 * {@value #MAX_LENGTH} characters, so that it can be made of one of them and a word that says what the movement is for.
 *
 * <p>What begins with {@value #REFUND} is a refund's: such a name follows from the payment, and belongs to nobody else.
 */
public record TransactionId(@JsonValue String value) implements Identifier {

    public static final int MAX_LENGTH = 80;

    /** What the names of refunds begin with, and no other movement's. */
    public static final String REFUND = "refund-";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TransactionId {
        Identifiers.require("transactionId", value, MAX_LENGTH);
    }

    /** The one transaction that pays a payment back, once and in full. */
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
     * Returns the transaction unchanged; for movements that somebody else than a payment asks for.
     *
     * @throws InvalidValue where it has a refund's name, which would take the refund's place
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
