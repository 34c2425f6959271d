package io.orderflow.api.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.Money;
import io.orderflow.api.account.AccountCommand.Deposit;
import io.orderflow.api.account.AccountCommand.Withdraw;
import io.orderflow.api.payment.PaymentId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionIdTest {

    private static final AccountId ADA = new AccountId("ada");
    private static final Money CENT = Money.of("0.01", "USD");
    private static final PaymentId PAYMENT = new PaymentId("o1");

    @Test
    void namesTheRefundOfAPayment() {
        TransactionId refund = TransactionId.refundOf(PAYMENT);

        assertThat(refund).isEqualTo(new TransactionId("refund-o1"));
        assertThat(refund.refundedPayment()).contains(PAYMENT);
        assertThat(new Deposit(ADA, CENT, refund, DepositSource.REFUND).transactionId()).isEqualTo(refund);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refund-o1", "refund-", "refund--"})
    void isARefundsAndNobodyElses(String value) {
        TransactionId refund = new TransactionId(value);

        assertThatThrownBy(() -> new Deposit(ADA, CENT, refund, DepositSource.CASH)).isInstanceOf(InvalidValue.class)
                .hasMessage("transactionId must not begin with 'refund-'");
        assertThatThrownBy(() -> new Withdraw(ADA, CENT, refund)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"o1", "refund", "refund.o1", "Refund-o1", "a-refund-o1"})
    void isTheClientsUnderAnyOtherName(String value) {
        TransactionId own = new TransactionId(value);

        assertThat(own.refundedPayment()).isEmpty();
        assertThat(new Deposit(ADA, CENT, own, DepositSource.CASH).transactionId()).isEqualTo(own);
        assertThat(new Withdraw(ADA, CENT, own).transactionId()).isEqualTo(own);
    }
}
