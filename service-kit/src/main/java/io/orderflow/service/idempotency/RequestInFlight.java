package io.orderflow.service.idempotency;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** A repeat has come before the first answer. */
final class RequestInFlight extends ProblemException {

    RequestInFlight() {
        super(ProblemCode.REQUEST_IN_FLIGHT, "The first of these requests has not been answered yet");
    }
}
