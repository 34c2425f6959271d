package io.orderflow.projection;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.problem.ProblemException;

/** What has ended cannot be cancelled. */
final class RebuildEnded extends ProblemException {

    RebuildEnded(Rebuild rebuild) {
        super(ProblemCode.WRONG_STATE, "The rebuild is " + rebuild.state());
    }
}
