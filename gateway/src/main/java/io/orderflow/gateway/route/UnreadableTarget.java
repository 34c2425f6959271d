package io.orderflow.gateway.route;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** The path or the query of a request cannot be decoded. */
final class UnreadableTarget extends ProblemException {

    UnreadableTarget() {
        super(ProblemCode.MALFORMED_REQUEST, "The path or the query cannot be decoded");
    }
}
