package io.orderflow.account;

import static io.orderflow.account.AccountFixture.ACCOUNT;
import static io.orderflow.account.AccountFixture.anAccount;
import static io.orderflow.account.AccountFixture.deposited;
import static io.orderflow.account.AccountFixture.dollars;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.account.AccountCommand.OpenAccount;
import io.orderflow.api.account.AccountCommand.PlaceHold;
import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldRefused;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.access.AccessMode;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jspecify.annotations.Nullable;

/** An account that belongs to a customer, or to none. */
class CustomersAccountTest {

    private static final CustomerId OWN = new CustomerId("c1");
    private static final CustomerId OTHER = new CustomerId("c2");
    private static final HoldId HOLD = new HoldId("h1");

    private static ResultValidator<Account> holdOf(@Nullable CustomerId belongsTo, @Nullable CustomerId payer,
            AccessMode access) {
        return anAccount(new RegisterTwin(), access)
                .given(new AccountOpened(ACCOUNT, "Ada", "USD", belongsTo), deposited("t1", dollars("9")))
                .when(new PlaceHold(ACCOUNT, HOLD, dollars("5"), payer));
    }

    @ParameterizedTest
    @EnumSource
    void paysItsOwnCustomerAlone(AccessMode access) {
        holdOf(OWN, OWN, access).expectEvents(new HoldPlaced(ACCOUNT, HOLD, dollars("5")));
        for (CustomerId other : new CustomerId[]{OTHER, null}) {
            holdOf(OWN, other, access).expectEvents(
                    new HoldRefused(ACCOUNT, HOLD, dollars("5"), HoldRefusal.UNKNOWN_ACCOUNT, null));
        }
    }

    @Test
    void paysEverybodyWithoutACustomerWhereNobodyIsAsked() {
        holdOf(null, OTHER, AccessMode.OPEN).expectEvents(new HoldPlaced(ACCOUNT, HOLD, dollars("5")));
    }

    @Test
    void paysNobodyWithoutACustomerWhereCallersAreIdentified() {
        holdOf(null, OTHER, AccessMode.IDENTIFIED).expectEvents(
                new HoldRefused(ACCOUNT, HOLD, dollars("5"), HoldRefusal.UNKNOWN_ACCOUNT, null));
    }

    @Test
    void refusesToBeOpenedForAnotherCustomer() {
        anAccount().given(new AccountOpened(ACCOUNT, "Ada", "USD", OWN))
                .when(new OpenAccount(ACCOUNT, "Ada", "USD", OTHER))
                .expectExceptionDetails(AccountFixture.refusal(ProblemCode.ALREADY_EXISTS));
    }

    @Test
    void isFoundByItsOwnerAndOnlyOnceItIsOpened() {
        Account account = new Account();
        assertThat(account.isOf("c2")).isTrue();
        account.on(new AccountOpened(ACCOUNT, "Ada", "USD", OWN));
        assertThat(account.isOf("c1")).isTrue();
        assertThat(account.isOf("c2")).isFalse();

        Account ofNobody = new Account();
        ofNobody.on(new AccountOpened(ACCOUNT, "Ada", "USD"));
        assertThat(ofNobody.isOf("c1")).isFalse();
    }
}
