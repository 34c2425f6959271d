package io.orderflow.account;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The account is closed, and takes and gives no money any more. */
final class AccountAlreadyClosed extends CommandRefused {

    AccountAlreadyClosed(AccountId account) {
        super(ProblemCode.ACCOUNT_CLOSED, "Account " + account.value() + " is closed");
    }
}
