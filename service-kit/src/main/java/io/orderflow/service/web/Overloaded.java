package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** More is asked than can be worked on; nothing has been done about this request. */
final class Overloaded extends ProblemException {

    Overloaded() {
        super(ProblemCode.OVERLOADED, "Nothing was done; send the same request again later");
    }
}
