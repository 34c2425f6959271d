package io.orderflow.gateway.composition;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** A service refuses to tell the caller of what it is asked for; the answer that would be made of it says so. */
final class PartRefused extends ProblemException {

    PartRefused(Part.Unavailable part) {
        super(ProblemCode.valueOf(part.code()), part.reason());
    }
}
