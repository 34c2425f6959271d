package io.orderflow.payment;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.payment.PaymentId;
import org.jspecify.annotations.Nullable;

/**
 * The port to the ledger, which keeps the money. Each method sends a request, and returns when the ledger has taken it;
 * the implementation tells the payment the answer, soon or much later. All requests are safe to repeat: the payment's
 * id names the hold and the refund. A failure to send a request is thrown as it is, and the caller may send the request
 * again.
 *
 * <p>Implementations are thread-safe.
 */
public interface Ledger {

    /**
     * Who pays.
     *
     * @param customer to whom the account must belong; absent where the payment is older than its being told
     */
    record Payer(AccountId account, @Nullable CustomerId customer) {}

    /** Asks the ledger to set the amount aside. A refusal is an answer to the payment too. */
    void placeHold(PaymentId payment, Payer payer, Money amount);

    /**
     * Asks whether the amount is set aside, in case the payment missed the answer. Where it is not, no answer follows.
     */
    void verifyHold(PaymentId payment, AccountId account);

    /** Asks the ledger to collect the whole amount that is set aside. */
    void captureHold(PaymentId payment, AccountId account);

    /**
     * Asks the ledger to give back the amount that was set aside, if any was.
     *
     * @throws LedgerRefused where no answer will follow
     */
    void releaseHold(PaymentId payment, AccountId account);

    /**
     * Asks the ledger to pay back the amount that was collected.
     *
     * @throws LedgerRefused where no answer will follow
     */
    void refund(PaymentId payment, AccountId account, Money amount);
}
