package io.orderflow.account;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The account cannot be closed, because a payment on its way still has a hold. */
final class HoldStillOpen extends CommandRefused {

    HoldStillOpen(AccountId account) {
        super(ProblemCode.ACCOUNT_NOT_EMPTY, "Account " + account.value() + " still has an open hold");
    }
}
