package io.orderflow.account;

import io.orderflow.api.Money;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** One hold identifier was given to two different amounts. */
final class HoldReused extends CommandRefused {

    HoldReused(HoldId hold, Money held) {
        super(ProblemCode.ALREADY_EXISTS, "Hold " + hold.value() + " is open for " + held);
    }
}
