package io.orderflow.projection.rebuild;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/**
 * There is no version to roll back to: the version before the last rebuild stays only until a rollback to it, or until
 * the next rebuild begins.
 */
final class NothingToRollBack extends ProblemException {

    NothingToRollBack(String projection) {
        super(ProblemCode.WRONG_STATE, "There is no earlier version of " + projection + " to go back to");
    }
}
