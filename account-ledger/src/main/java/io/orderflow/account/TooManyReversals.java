package io.orderflow.account;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** An account that is corrected that often has another problem. */
final class TooManyReversals extends CommandRefused {

    TooManyReversals(int limit) {
        super(ProblemCode.WRONG_STATE, "An account takes up to " + limit + " corrections");
    }
}
