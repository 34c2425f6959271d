package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** More requests have come than the process can work on; this request has had no effect. */
final class Overloaded extends ProblemException {

    static final String DETAIL = "Nothing was done; send the same request again later";

    Overloaded() {
        super(ProblemCode.OVERLOADED, DETAIL);
    }
}
