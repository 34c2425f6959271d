package io.orderflow.account;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The account has been corrected so often that more corrections would not solve its problem. */
final class TooManyReversals extends CommandRefused {

    TooManyReversals(int limit) {
        super(ProblemCode.WRONG_STATE, "An account takes up to " + limit + " corrections");
    }
}
