package io.orderflow.account;

import io.orderflow.api.Money;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** More was asked for than the balance has apart from what is held. */
final class FundsInsufficient extends CommandRefused {

    FundsInsufficient(Money available, Money amount) {
        super(ProblemCode.INSUFFICIENT_FUNDS, "Only " + available + " is available of the " + amount + " asked for");
    }
}
