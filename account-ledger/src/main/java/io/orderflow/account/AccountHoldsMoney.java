package io.orderflow.account;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The account cannot be closed, because it still has money. */
final class AccountHoldsMoney extends CommandRefused {

    AccountHoldsMoney(AccountId account, Money balance) {
        super(ProblemCode.ACCOUNT_NOT_EMPTY, "Account " + account.value() + " still holds " + balance);
    }
}
