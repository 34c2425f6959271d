package io.orderflow.payment;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.payment.PaymentId;

/**
 * Where the money is. Each method asks, and returns when the ledger has taken the question; the answer is told to the
 * payment by whoever stands behind this port, soon or much later. All are safe to repeat: the payment's id names the
 * hold and the refund. A failure to ask is thrown as it is, and asking again is then right.
 *
 * <p>Implementations are thread-safe.
 */
public interface Ledger {

    /** Asks for the amount to be set aside. Also a refusal is an answer to the payment. */
    void placeHold(PaymentId payment, AccountId account, Money amount);

    /** Asks whether the amount is set aside, in case that the answer was missed. Where it is not, nothing follows. */
    void verifyHold(PaymentId payment, AccountId account);

    /** Asks for the whole amount set aside to be collected. */
    void captureHold(PaymentId payment, AccountId account);

    /**
     * Asks for what was set aside, if anything was, to be given back.
     *
     * @throws LedgerRefused where no answer will follow
     */
    void releaseHold(PaymentId payment, AccountId account);

    /**
     * Asks for the amount collected to be paid back.
     *
     * @throws LedgerRefused where no answer will follow
     */
    void refund(PaymentId payment, AccountId account, Money amount);
}
