package io.orderflow.account;

import io.orderflow.api.account.HoldId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The hold is not open, and so cannot be captured. */
final class HoldNotOpen extends CommandRefused {

    HoldNotOpen(HoldId hold) {
        super(ProblemCode.WRONG_STATE, "Hold " + hold.value() + " is not open");
    }
}
