package io.orderflow.account;

import io.orderflow.api.account.HoldId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The hold was captured: its money is spent and can only be refunded. */
final class HoldCapturedAlready extends CommandRefused {

    HoldCapturedAlready(HoldId hold) {
        super(ProblemCode.WRONG_STATE, "Hold " + hold.value() + " has been captured");
    }
}
