package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.problem.ProblemException;

/** An {@code If-Match} that is neither a star nor a list of entity tags. */
final class InvalidIfMatch extends ProblemException {

    InvalidIfMatch(String header) {
        super(ProblemCode.INVALID_IF_MATCH, "If-Match must be * or entity tags such as \"3\", not " + header);
    }
}
