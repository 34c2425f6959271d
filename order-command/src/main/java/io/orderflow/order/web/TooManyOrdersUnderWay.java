package io.orderflow.order.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** Orders have come for a while faster than their processes go on. */
final class TooManyOrdersUnderWay extends ProblemException {

    TooManyOrdersUnderWay() {
        super(ProblemCode.OVERLOADED, "Orders placed before have to be carried on first; place this one again later");
    }
}
