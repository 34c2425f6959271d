package io.orderflow.service.access;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** A request names another host than this machine, or comes from a web page of another origin. */
final class ForeignRequest extends ProblemException {

    ForeignRequest(String detail) {
        super(ProblemCode.FOREIGN_REQUEST, detail);
    }

    static ForeignRequest fromPage() {
        return new ForeignRequest("Pages of another origin may not send requests here; "
                + "orderflow.cors.origins names the origins that may");
    }
}
