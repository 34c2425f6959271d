package io.orderflow.projection.rebuild;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** A rebuild can be cancelled until it has ended, and promoted while it waits for that. */
final class RebuildWrongState extends ProblemException {

    RebuildWrongState(Rebuild rebuild) {
        super(ProblemCode.WRONG_STATE, "The rebuild is " + rebuild.state());
    }
}
