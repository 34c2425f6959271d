package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** A body is in a form that is not read here. */
final class UnusableMediaType extends ProblemException {

    UnusableMediaType(String detail) {
        super(ProblemCode.UNSUPPORTED_MEDIA_TYPE, detail);
    }
}
