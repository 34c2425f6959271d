package io.orderflow.projection.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.problem.ProblemException;

/** As many watch already as this process bears. */
final class TooManyStreams extends ProblemException {

    TooManyStreams(int limit) {
        super(ProblemCode.UNAVAILABLE, "There are " + limit + " watchers already");
    }
}
