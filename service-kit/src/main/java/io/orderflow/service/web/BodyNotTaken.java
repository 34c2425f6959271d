package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** A request has a body where the route takes none, or not such a one. */
final class BodyNotTaken extends ProblemException {

    BodyNotTaken(String detail) {
        super(ProblemCode.MALFORMED_REQUEST, detail);
    }
}
