package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** The bytes of a body are no text in UTF-8. */
final class BodyNotUtf8 extends ProblemException {

    BodyNotUtf8() {
        super(ProblemCode.MALFORMED_REQUEST, "The body is not JSON in UTF-8");
    }
}
