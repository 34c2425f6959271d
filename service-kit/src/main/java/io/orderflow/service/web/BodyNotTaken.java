package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** A body where none is taken, or not such a one. */
final class BodyNotTaken extends ProblemException {

    BodyNotTaken(String detail) {
        super(ProblemCode.MALFORMED_REQUEST, detail);
    }
}
