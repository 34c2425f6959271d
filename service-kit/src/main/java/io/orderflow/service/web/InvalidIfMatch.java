package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** An {@code If-Match} or {@code If-None-Match} is neither a star nor a list of entity tags. */
final class InvalidIfMatch extends ProblemException {

    InvalidIfMatch(String name, String header) {
        super(ProblemCode.INVALID_IF_MATCH, name + " must be * or entity tags such as \"3\", not " + header);
    }
}
