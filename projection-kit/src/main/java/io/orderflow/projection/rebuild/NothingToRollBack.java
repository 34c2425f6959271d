package io.orderflow.projection.rebuild;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** The version before the last rebuild stays until it is rolled back to, or until the next rebuild begins. */
final class NothingToRollBack extends ProblemException {

    NothingToRollBack(String projection) {
        super(ProblemCode.WRONG_STATE, "There is no earlier version of " + projection + " to go back to");
    }
}
