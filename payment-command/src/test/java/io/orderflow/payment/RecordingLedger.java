package io.orderflow.payment;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.payment.PaymentId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ledger that keeps what it is asked, and refuses or fails where it was told to. */
final class RecordingLedger implements Ledger {

    private final List<String> asked = new ArrayList<>();
    private @Nullable RuntimeException failure;

    List<String> asked() {
        return asked;
    }

    void failWith(RuntimeException reason) {
        failure = reason;
    }

    @Override
    public void placeHold(PaymentId payment, Payer payer, Money amount) {
        record("hold %s of %s for %s, who must be %s", amount, payer.account(), payment, payer.customer());
    }

    @Override
    public void verifyHold(PaymentId payment, AccountId account) {
        record("verify on %s for %s", account, payment);
    }

    @Override
    public void captureHold(PaymentId payment, AccountId account) {
        record("capture from %s for %s", account, payment);
    }

    @Override
    public void releaseHold(PaymentId payment, AccountId account) {
        record("release on %s for %s", account, payment);
    }

    @Override
    public void refund(PaymentId payment, AccountId account, Money amount) {
        record("refund %s to %s for %s", amount, account, payment);
    }

    private void record(String question, Object... details) {
        asked.add(question.formatted(details));
        if (failure != null) {
            throw failure;
        }
    }
}
