package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** What was asked for is not there. */
public final class NotFound extends ProblemException {

    public NotFound(String detail) {
        super(ProblemCode.NOT_FOUND, detail);
    }
}
