package io.orderflow.account;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The account's stream holds nothing but refused holds: nobody ever opened it. */
final class AccountNeverOpened extends CommandRefused {

    AccountNeverOpened(AccountId account) {
        super(ProblemCode.NOT_FOUND, "No account " + account.value());
    }
}
