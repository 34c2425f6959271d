package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** There is no resource under the identifier that a request names. */
public final class NotFound extends ProblemException {

    public NotFound(String detail) {
        super(ProblemCode.NOT_FOUND, detail);
    }
}
