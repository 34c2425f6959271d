package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.problem.ProblemException;

/** A {@code Content-Type} that names no type, or more than one. */
final class UnusableMediaType extends ProblemException {

    UnusableMediaType() {
        super(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Content-Type must name one media type");
    }
}
