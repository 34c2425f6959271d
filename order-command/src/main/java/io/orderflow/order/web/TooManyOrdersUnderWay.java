package io.orderflow.order.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** For a while orders have been placed faster than their processes are carried out. */
final class TooManyOrdersUnderWay extends ProblemException {

    TooManyOrdersUnderWay() {
        super(ProblemCode.OVERLOADED, "Orders placed before have to be carried on first; place this one again later");
    }
}
