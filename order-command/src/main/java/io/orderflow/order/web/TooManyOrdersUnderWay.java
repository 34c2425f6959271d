package io.orderflow.order.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** Orders come faster than they are carried on, and have done so for a while. */
public final class TooManyOrdersUnderWay extends ProblemException {

    public TooManyOrdersUnderWay() {
        super(ProblemCode.OVERLOADED, "Orders placed before have to be carried on first; place this one again later");
    }
}
