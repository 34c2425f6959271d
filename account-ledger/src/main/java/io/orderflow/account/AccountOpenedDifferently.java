package io.orderflow.account;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The account was opened before, for another owner or customer, or in another currency. */
final class AccountOpenedDifferently extends CommandRefused {

    AccountOpenedDifferently(AccountId account) {
        super(ProblemCode.ALREADY_EXISTS,
                "Account " + account.value() + " exists with another owner, customer or currency");
    }
}
