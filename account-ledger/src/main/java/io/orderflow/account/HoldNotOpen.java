package io.orderflow.account;

import io.orderflow.api.account.HoldId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** Only a hold that is open can be captured. */
final class HoldNotOpen extends CommandRefused {

    HoldNotOpen(HoldId hold) {
        super(ProblemCode.WRONG_STATE, "Hold " + hold.value() + " is not open");
    }
}
