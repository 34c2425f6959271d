package io.orderflow.account;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** An account is closed only when no payment on its way counts on it. */
final class HoldStillOpen extends CommandRefused {

    HoldStillOpen(AccountId account) {
        super(ProblemCode.ACCOUNT_NOT_EMPTY, "Account " + account.value() + " still has an open hold");
    }
}
