package io.orderflow.projection.updates;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.problem.ProblemException;

/** As many clients watch documents as this process bears. */
final class TooManySubscribers extends ProblemException {

    TooManySubscribers() {
        super(ProblemCode.TOO_MANY_SUBSCRIBERS, "Too many clients watch documents; try again later");
    }
}
