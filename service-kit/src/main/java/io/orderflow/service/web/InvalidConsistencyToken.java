package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** A {@code Consistency-Token} is one that no answer of ours can have carried. */
final class InvalidConsistencyToken extends ProblemException {

    InvalidConsistencyToken(String text) {
        super(ProblemCode.INVALID_CONSISTENCY_TOKEN, "'" + text + "' is not a position");
    }
}
