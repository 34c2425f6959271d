package io.orderflow.account;

import io.orderflow.api.Money;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The amount is larger than the available part of the balance. */
final class FundsInsufficient extends CommandRefused {

    FundsInsufficient(Money available, Money amount) {
        super(ProblemCode.INSUFFICIENT_FUNDS, "Only " + available + " is available of the " + amount + " asked for");
    }
}
